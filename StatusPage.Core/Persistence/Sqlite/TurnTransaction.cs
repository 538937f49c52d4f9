using Microsoft.EntityFrameworkCore.Storage;

namespace StatusPage.Core.Persistence.Sqlite;

/// <summary>A transaction that gives the writer's turn back when it is disposed.</summary>
internal sealed class TurnTransaction(IDbContextTransaction inner, SemaphoreSlim writer) : IDbContextTransaction
{
    private int _over;

    public Guid TransactionId => inner.TransactionId;

    public void Commit() => inner.Commit();

    public Task CommitAsync(CancellationToken cancellationToken = default) => inner.CommitAsync(cancellationToken);

    public void Rollback() => inner.Rollback();

    public Task RollbackAsync(CancellationToken cancellationToken = default) => inner.RollbackAsync(cancellationToken);

    public void Dispose()
    {
        inner.Dispose();
        GiveBack();
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        GiveBack();
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _over, 1) == 0)
        {
            writer.Release();
        }
    }
}
