using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Persistence;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests that hold for both databases; a sealed class for each says which. Every test has a database of its own.</summary>
public abstract class DatabaseTests(DatabaseKind kind, PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? _data;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TestDatabase Data => _data ?? throw new InvalidOperationException("The test has not begun.");

    protected FakeTimeProvider Clock => Data.Clock;

    protected virtual bool Migrated => true;

    public virtual async ValueTask InitializeAsync() => _data = await TestDatabase.CreateAsync(kind, server, Migrated);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_data is not null)
        {
            await _data.DisposeAsync();
        }
    }

    protected T Get<T>()
        where T : notnull => Data.Node.Get<T>();
}
