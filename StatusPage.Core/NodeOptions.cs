namespace StatusPage.Core;

/// <summary>Who this process is.</summary>
/// <param name="Name">Unique among the processes that run at the same time.</param>
/// <param name="Location">The probing location whose checks it runs.</param>
/// <param name="DataDirectory">Absolute; exists and can be written to.</param>
public sealed record NodeOptions(string Name, string Location, string DataDirectory)
{
    /// <summary>What links that leave the installation begin with, without a slash at its end; null: the address that was kept at setup.</summary>
    public string? PublicUrl { get; init; }
}
