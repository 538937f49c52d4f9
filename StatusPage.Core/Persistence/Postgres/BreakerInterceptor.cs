using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>Tells the breaker of every call, and asks it before each. Asked for a connection, since one from the pool opens without a word to the server.</summary>
internal sealed class BreakerInterceptor(DatabaseBreaker breaker) : IDbConnectionInterceptor, IDbCommandInterceptor
{
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        breaker.AssertMayAsk();
        return result;
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionOpening(connection, eventData, result));

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => breaker.Failed(eventData.Exception);

    public Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        breaker.Failed(eventData.Exception);
        return Task.CompletedTask;
    }

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => breaker.Failed(eventData.Exception);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        breaker.Failed(eventData.Exception);
        return Task.CompletedTask;
    }

    public DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Answered(result);

    public ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Answered(result));

    public object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) => Answered(result);

    public ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Answered(result));

    public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Answered(result);

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Answered(result));

    private T Answered<T>(T result)
    {
        breaker.Answered();
        return result;
    }
}
