using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Live;

namespace StatusPage.Core.Persistence;

/// <summary>
/// The way to the database for queries and commands: one context for one unit of work. Safe from any thread. A unit may be run a second
/// time after a passing failure, so it makes its ids before it starts and does nothing but read and write through its context.
/// </summary>
public sealed class Database(IDbContextFactory<StatusPageContext> contexts, IDatabaseDialect dialect, IStatusFeed feed, NodeOptions node)
{
    public IDatabaseDialect Dialect => dialect;

    /// <summary>A passing failure is tried once more: after a restart of the server every pooled connection is one.</summary>
    public async Task<T> ReadAsync<T>(DataScope scope, Func<StatusPageContext, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(scope, read, cancellationToken);
        }
        catch (Exception failure) when (dialect.IsPassing(failure))
        {
            return await ReadOnceAsync(scope, read, cancellationToken);
        }
    }

    /// <summary>
    /// Runs, saves and commits; then, and only then, tells the feed what the unit announced. A passing failure before the commit is tried once
    /// more; one of the commit itself is thrown, since nobody knows whether it happened.
    /// </summary>
    public async Task<T> WriteAsync<T>(DataScope scope, Func<StatusPageContext, Task<T>> write, CancellationToken cancellationToken)
    {
        var committing = false;
        try
        {
            return await WriteOnceAsync(scope, write, () => committing = true, cancellationToken);
        }
        catch (Exception failure) when (!committing && dialect.IsPassing(failure))
        {
            return await WriteOnceAsync(scope, write, static () => { }, cancellationToken);
        }
    }

    public Task WriteAsync(DataScope scope, Func<StatusPageContext, Task> write, CancellationToken cancellationToken) => WriteAsync(
        scope,
        async context =>
        {
            await write(context);
            return true;
        },
        cancellationToken);

    /// <summary>Brings the schema up to date; waits while another process does.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(DataScope.Everything, cancellationToken);
        await dialect.MigrateAsync(context, cancellationToken);
    }

    /// <summary>Runs <paramref name="work"/> while no process migrates, and no other runs such work: for tables that another library makes.</summary>
    public async Task AloneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(DataScope.Everything, cancellationToken);
        await dialect.AloneAsync(context, work, cancellationToken);
    }

    private async Task<T> ReadOnceAsync<T>(DataScope scope, Func<StatusPageContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(scope, cancellationToken);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(context);
    }

    private async Task<T> WriteOnceAsync<T>(
        DataScope scope, Func<StatusPageContext, Task<T>> write, Action committing, CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(scope, cancellationToken);
        T result;
        ChangeSet? announced;
        await using (var transaction = await dialect.BeginWriteAsync(context, cancellationToken))
        {
            result = await write(context);
            announced = Announced(context);
            await context.SaveChangesAsync(cancellationToken);
            committing();
            await transaction.CommitAsync(cancellationToken);
        }

        if (announced is not null)
        {
            feed.Publish(announced);
        }

        return result;
    }

    private ChangeSet? Announced(StatusPageContext context)
    {
        if (context.Announced.Count == 0)
        {
            return null;
        }

        var announced = new ChangeSet(Guid.CreateVersion7(), node.Name, [.. context.Announced.Distinct()]);
        dialect.Keep(context, announced);
        return announced;
    }

    private async Task<StatusPageContext> OpenAsync(DataScope scope, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Scope = scope;
        return context;
    }
}
