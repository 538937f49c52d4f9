using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Draining;

/// <summary>Two Web nodes on one PostgreSQL database behind one address.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly string _database;
    private readonly TempFolder _folder = new();

    private TwoNodes(PostgresServer postgres, string database)
    {
        _postgres = postgres;
        _database = database;
        First = Start("one");
        Front = new SwitchedFront(First.App.Address);
    }

    public DrainableNode First { get; }

    public DrainableNode Second { get; private set; } = null!;

    /// <summary>Leads to the first node, until told otherwise.</summary>
    public SwitchedFront Front { get; }

    public static async Task<TwoNodes> StartAsync(PostgresServer postgres)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var nodes = new TwoNodes(postgres, await postgres.CreateDatabaseAsync(migrated: false));
        await nodes.First.App.UntilAsync(
            async () => (await nodes.First.App.Http.GetAsync("/s/northwind", cancellationToken)).IsSuccessStatusCode, "the first page", cancellationToken);
        nodes.Second = nodes.Start("two");
        await nodes.Second.App.ReadyAsync(cancellationToken);
        return nodes;
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("Nothing found."));
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await First.App.DisposeAsync();
        if (Second is not null)
        {
            await Second.App.DisposeAsync();
        }

        _folder.Dispose();
        await _postgres.DropAsync(_database);
    }

    private DrainableNode Start(string name)
    {
        var port = Ports.Next();
        var app = AppProcess.Start(
            Path.Combine(_folder.Path, name),
            AppProcess.SetUpWith(new Uri("http://127.0.0.1:1/")),
            "--ConnectionStrings:Database",
            _database,
            "--StatusPage:RunJobs=false",
            "--StatusPage:DrainSeconds=1",
            $"--StatusPage:NodeName={name}",
            $"--StatusPage:ManagementPort={port.ToString(CultureInfo.InvariantCulture)}");
        return new DrainableNode(app, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/drain"));
    }
}

internal sealed record DrainableNode(AppProcess App, Uri DrainCall)
{
    public async Task DrainAsync()
    {
        using var answer = await App.Http.GetAsync(DrainCall, TestContext.Current.CancellationToken);
        Assert.Equal("drained\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
