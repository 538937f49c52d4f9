namespace StatusPage.Tests.Rig;

/// <summary>What a <see cref="Cluster"/> consists of.</summary>
internal sealed record ClusterOptions
{
    private static readonly IReadOnlyDictionary<string, string> None = Pairs();

    public int Webs { get; init; } = 2;

    public int Workers { get; init; } = 2;

    /// <summary>
    /// A database that the test does no harm to, as <see cref="Fixtures.PostgresServer"/> makes one; null: a server of the cluster's own.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>Of the cluster's own server, such as <c>max_connections=20</c>.</summary>
    public IReadOnlyList<string> DatabaseSettings { get; init; } = [];

    /// <summary>Added to the connection string of every node, such as <c>;Maximum Pool Size=5</c>.</summary>
    public string DatabaseParameters { get; init; } = "";

    public bool HasRedis { get; init; }

    public bool HasNginx { get; init; }

    /// <summary>A <see cref="TcpProxy"/> between the nodes and the database.</summary>
    public bool HasDatabaseLine { get; init; }

    /// <summary>A <see cref="TcpProxy"/> between the nodes and Redis.</summary>
    public bool HasRedisLine { get; init; }

    public string Location { get; init; } = "default";

    /// <summary>Of every node, as in the environment (<c>StatusPage__ProbeSlots</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = None;

    /// <summary>Of single nodes, by their names (<c>web-1</c>, <c>jobs-2</c>); they win over <see cref="Settings"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NodeSettings { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Pairs(params IEnumerable<(string Key, string Value)> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>What is said for all nodes and for this one.</summary>
    public IEnumerable<KeyValuePair<string, string>> SettingsOf(string node) => Settings.Concat(NodeSettings.GetValueOrDefault(node) ?? None);
}
