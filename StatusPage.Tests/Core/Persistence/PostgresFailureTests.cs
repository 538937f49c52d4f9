using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Persistence.Postgres;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

public sealed class PostgresFailureTests(PostgresServer server) : DatabaseTests(DatabaseKind.Postgres, server)
{
    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, true, true)]
    [InlineData(PostgresErrorCodes.CrashShutdown, true, true)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true, true)]
    [InlineData(PostgresErrorCodes.ConnectionFailure, true, true)]
    [InlineData(PostgresErrorCodes.SerializationFailure, true, false)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true, false)]
    [InlineData(PostgresErrorCodes.TooManyConnections, false, true)]
    [InlineData(PostgresErrorCodes.DiskFull, false, true)]
    [InlineData(PostgresErrorCodes.LockNotAvailable, false, false)]
    [InlineData(PostgresErrorCodes.QueryCanceled, false, false)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false, false)]
    public void IsPassing_WhatTheServerSays_IsTriedOnceMoreWhereThatMayHelp(string state, bool passes, bool away)
    {
        var failure = new DbUpdateException("not saved", new PostgresException("", "FATAL", "FATAL", state));

        Assert.Equal((passes, away), (PostgresFailure.IsPassing(failure), PostgresFailure.IsAway(failure)));
    }

    [Fact]
    public void IsPassing_ABrokenConnection_IsAndASilentServerIsNot()
    {
        Assert.True(PostgresFailure.IsPassing(new NpgsqlException("reading", new EndOfStreamException())));
        Assert.True(PostgresFailure.IsPassing(new NpgsqlException("connecting", new SocketException())));
        Assert.False(PostgresFailure.IsPassing(new NpgsqlException("reading", new TimeoutException())));
        Assert.True(PostgresFailure.IsAway(new NpgsqlException("reading", new TimeoutException())));
        Assert.False(PostgresFailure.IsPassing(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Database_AfterEverySessionInThePoolHasDied_GoesOnWithoutAnError(bool writes)
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Data.ReadAsync(async context => await context.Database.SqlQueryRaw<int>(
            "SELECT 1 AS \"Value\" FROM pg_sleep(0.2)").ToListAsync(Token))));
        await KillSessionsAsync();

        if (writes)
        {
            await Data.AddAsync(new Organization(OrganizationId.New(), "Acme", Data.Now));
        }

        Assert.Equal(writes ? 1 : 0, (await Data.AllAsync<Organization>()).Count);
        Assert.Empty(await Data.AllAsync<StaffUser>());
    }

    [Fact]
    public async Task Session_OfThePool_HasLimitsThatTheServerKeeps()
    {
        Assert.Equal("10s", Assert.Single(await Data.QueryAsync<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"")));
        Assert.Equal("5s", Assert.Single(await Data.QueryAsync<string>("SELECT current_setting('lock_timeout') AS \"Value\"")));
    }

    private async Task KillSessionsAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(Get<DatabaseSettings>().ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        Assert.True((long)(await command.ExecuteScalarAsync(Token))! >= 6);
    }
}
