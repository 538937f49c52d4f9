using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Persistence;

namespace StatusPage.Tests.Fixtures;

/// <summary>A database of its own for one test, with one node on it, and more where a test asks for them.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> MigratedFile = new(MigrateFileAsync);

    private readonly PostgresServer _server;
    private readonly DirectoryInfo _directory;
    private readonly string? _connectionString;
    private readonly List<TestNode> _nodes = [];

    private TestDatabase(DatabaseKind kind, PostgresServer server, DirectoryInfo directory, string? connectionString)
    {
        Kind = kind;
        _server = server;
        _directory = directory;
        _connectionString = connectionString;
        Node = AddNode();
    }

    public DatabaseKind Kind { get; }

    public TestNode Node { get; }

    /// <summary>Of all nodes, for what they keep in files.</summary>
    public string Directory => _directory.FullName;

    /// <summary>Every node's clock. It stands before the database's own, so what is due by it is due there too.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, PostgresServer server, bool migrated = true)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("statuspage-");
        if (kind is DatabaseKind.Postgres)
        {
            return new TestDatabase(kind, server, directory, await server.CreateDatabaseAsync(migrated));
        }

        if (migrated)
        {
            await File.WriteAllBytesAsync(Path.Combine(directory.FullName, "statuspage.db"), await MigratedFile.Value);
        }

        return new TestDatabase(kind, server, directory, connectionString: null);
    }

    /// <summary>Another process on the same database, or the same one after a restart.</summary>
    public TestNode AddNode()
    {
        var node = TestNode.Build(_connectionString, _directory.FullName, Clock);
        _nodes.Add(node);
        return node;
    }

    public Task<T> ReadAsync<T>(Func<StatusPageContext, Task<T>> read) =>
        Node.Database.ReadAsync(DataScope.Everything, read, TestContext.Current.CancellationToken);

    public Task<T> WriteAsync<T>(Func<StatusPageContext, Task<T>> write) =>
        Node.Database.WriteAsync(DataScope.Everything, write, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<T>> AllAsync<T>()
        where T : class => await ReadAsync(context => context.Set<T>().ToListAsync(TestContext.Current.CancellationToken));

    public Task AddAsync(params IEnumerable<object> entities) => WriteAsync(context =>
    {
        context.AddRange(entities);
        return Task.FromResult(true);
    });

    [SuppressMessage("Security", "EF1002", Justification = "A test's own statement.")]
    public Task<int> ExecuteAsync(string sql, params IEnumerable<object> values) =>
        WriteAsync(context => context.Database.ExecuteSqlRawAsync(sql, values, TestContext.Current.CancellationToken));

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql) => await ReadAsync(
        context => context.Database.SqlQueryRaw<T>(sql).ToListAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (_connectionString is not null)
        {
            await _server.DropAsync(_connectionString);
        }

        _directory.Delete(recursive: true);
    }

    private static async Task<byte[]> MigrateFileAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("statuspage-");
        await using (var node = TestNode.Build(connectionString: null, directory.FullName, TimeProvider.System))
        {
            await node.MigrateAsync();
        }

        var file = await File.ReadAllBytesAsync(Path.Combine(directory.FullName, "statuspage.db"));
        directory.Delete(recursive: true);
        return file;
    }
}
