namespace StatusPage.Tests.Fixtures;

/// <summary>For tests that measure a time or an amount: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
