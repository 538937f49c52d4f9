namespace StatusPage.Tests.Faults;

/// <summary>For tests that do harm to the one cluster they share, and put it right again. Nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HarmedDatabase : ICollectionFixture<DatabaseCluster>
{
    public const string Name = "harmed database";
}
