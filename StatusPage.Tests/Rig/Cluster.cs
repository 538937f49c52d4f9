using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>
/// Several Web and worker processes on one PostgreSQL, and what belongs around them. It is set up unattended, with a page <c>northwind</c> and
/// one monitor that asks <see cref="Target"/>. Nothing runs before <see cref="StartAsync"/>; nothing is left after it was disposed.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly ClusterOptions _options;

    public Cluster(ClusterOptions? options = null)
    {
        _options = options ?? new ClusterOptions();
        Postgres = _options.Database is null ? new OwnPostgres([.. _options.DatabaseSettings]) : null;
        Redis = _options.HasRedis ? new RedisServer() : null;
        DatabaseLine = _options.HasDatabaseLine ? new TcpProxy(OwnServer.Port) : null;
        RedisLine = Redis is not null && _options.HasRedisLine ? new TcpProxy(Redis.Port) : null;
        Webs = [.. Enumerable.Range(1, _options.Webs).Select(number => Node($"web-{number}", "StatusPage.Web"))];
        Workers = [.. Enumerable.Range(1, _options.Workers).Select(number => Node($"jobs-{number}", "StatusPage.Jobs"))];
        Nginx = _options.HasNginx ? new NginxServer(Webs.ToDictionary(web => web.Name, web => web.Address)) : null;
        Data = new ClusterData(_options.Database ?? OwnServer.Address);
    }

    public IReadOnlyList<ClusterNode> Webs { get; }

    public IReadOnlyList<ClusterNode> Workers { get; }

    public IEnumerable<ClusterNode> Nodes => Webs.Concat(Workers);

    public CheckTarget Target { get; } = new();

    /// <summary>Straight to the database, past <see cref="DatabaseLine"/>.</summary>
    public ClusterData Data { get; }

    /// <summary>Null when the database is somebody else's.</summary>
    public OwnPostgres? Postgres { get; }

    /// <exception cref="InvalidOperationException">The database is somebody else's, and must come to no harm.</exception>
    public OwnPostgres OwnServer => Postgres ?? throw new InvalidOperationException("The cluster has no database server of its own.");

    public RedisServer? Redis { get; }

    public NginxServer? Nginx { get; }

    public TcpProxy? DatabaseLine { get; }

    public TcpProxy? RedisLine { get; }

    /// <summary>Starts everything, all nodes at once, and waits until every node is ready and every Web shows the page.</summary>
    public async Task StartAsync()
    {
        await StartServersAsync();
        await StartNodesAsync();
        await ShowAsync("operational");
    }

    /// <summary>All but the nodes.</summary>
    public async Task StartServersAsync()
    {
        await Target.StartAsync();
        await Task.WhenAll(new ServerProcess?[] { Postgres, Redis }.OfType<ServerProcess>().Select(server => server.StartAsync()));
    }

    /// <summary>Every node at once, and the proxy in front of them once they are ready.</summary>
    public async Task StartNodesAsync()
    {
        foreach (var node in Nodes)
        {
            node.Start();
        }

        await ReadyAsync();
        await (Nginx?.StartAsync() ?? Task.CompletedTask);
    }

    public Task ReadyAsync() => Task.WhenAll(Nodes.Where(node => node.IsRunning).Select(node => node.ReadyAsync()));

    /// <summary>Waits until the page's status is this word on every Web.</summary>
    public Task ShowAsync(string status) =>
        Task.WhenAll(Webs.Where(web => web.IsRunning).Select(web => web.App.ShowsAsync(status, TestContext.Current.CancellationToken)));

    /// <summary>Waits until the scheduler of every worker takes part; checks go on without it, too.</summary>
    public Task UntilScheduledAsync() => Workers[0].App.UntilAsync(
        async () => await Data.ScalarAsync<bool>("SELECT to_regclass('qrtz_scheduler_state') IS NOT NULL")
            && await Data.ScalarAsync<long>("SELECT count(*) FROM qrtz_scheduler_state") >= Workers.Count,
        "the schedulers",
        TestContext.Current.CancellationToken);

    /// <summary>Nothing that anybody printed has a stack: whoever reads a log may take each for a defect.</summary>
    public void AssertNoStacks() => Assert.All(
        Nodes, node => Assert.DoesNotContain(node.Output, line => line.Contains("   at ", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        List<Exception> failures = [];
        foreach (var part in Nodes.Cast<IAsyncDisposable>().Concat(new IAsyncDisposable?[] { Nginx, DatabaseLine, RedisLine, Redis, Postgres, Target }.OfType<IAsyncDisposable>()))
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception failure)
            {
                // The others must not be left running because of it.
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private ClusterNode Node(string name, string executable)
    {
        var database = _options.Database ?? OwnPostgres.AddressAt(DatabaseLine?.Port ?? OwnServer.Port);
        var environment = new Dictionary<string, string>(AppProcess.SetUpWith(Target.Address), StringComparer.Ordinal)
        {
            ["ConnectionStrings__Database"] = database + _options.DatabaseParameters,
            ["StatusPage__Location"] = _options.Location,
            ["StatusPage__RunJobs"] = "false",
            ["StatusPage__AllowPrivateTargets"] = "true",
            ["StatusPage__KnownProxies"] = "127.0.0.0/8",
            ["StatusPage__NodeName"] = name,
        };
        if (Redis is not null)
        {
            environment["ConnectionStrings__Redis"] = RedisServer.AddressAt(RedisLine?.Port ?? Redis.Port);
        }

        foreach (var (key, value) in _options.SettingsOf(name))
        {
            environment[key] = value;
        }

        return new ClusterNode(name, executable, environment);
    }
}
