namespace StatusPage.Core.Nodes;

/// <summary>One process of the installation, as it tells of itself. Times are the database's.</summary>
public sealed class NodeRow(string name, string program, string version, DateTimeOffset startedAt)
{
    /// <summary>See <see cref="NodeOptions.Name"/>: another one after each start.</summary>
    public string Name { get; private set; } = name;

    /// <summary><c>statuspage-web</c> or <c>statuspage-jobs</c>.</summary>
    public string Program { get; private set; } = program;

    public string Version { get; private set; } = version;

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    public DateTimeOffset LastSeenAt { get; private set; } = startedAt;

    /// <summary><c>up</c> or <c>down</c>, as the node sees it; null where it uses none.</summary>
    public string? Redis { get; private set; }
}
