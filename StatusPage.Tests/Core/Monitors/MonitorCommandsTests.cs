using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorCommandsTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private const string Sentinel = "SENTINEL-7f3a";

    private static readonly RequestParts Parts = new([("Authorization", $"Bearer {Sentinel}")], $"password={Sentinel}");

    private IMonitorCommands Commands => Get<IMonitorCommands>();

    [Fact]
    public async Task SetRequestAsync_HeadersAndBody_AreKeptWhereNobodyCanReadThem()
    {
        await Commands.SetRequestAsync(Tenant.As(Role.Admin), Monitor.Id, expectedVersion: 1, Parts, Token);

        var kept = Assert.Single(await Data.AllAsync<StatusMonitor>());
        var rows = await Data.QueryAsync<string>("SELECT http AS \"Value\" FROM monitors");
        Assert.DoesNotContain(Sentinel, Assert.Single(rows), StringComparison.Ordinal);
        Assert.Contains("protected", Assert.Single(rows), StringComparison.Ordinal);
        var header = Assert.Single(kept.Http.Headers!);
        Assert.Equal(("Authorization", $"Bearer {Sentinel}"), (header.Name, Get<ISecrets>().Reveal(RequestParts.Purpose, header.Value)));
        Assert.Equal($"password={Sentinel}", Data.AddNode().Get<ISecrets>().Reveal(RequestParts.Purpose, kept.Http.Body!));
        Assert.Equal(2, kept.Version);
        Assert.DoesNotContain(Sentinel, $"{kept.Http} {header} {kept.Http.Body}", StringComparison.Ordinal);
        var audited = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Equal("monitor.request_changed", audited.Action);
        Assert.Contains("\"headers\":[],\"hasBody\":false", audited.Before, StringComparison.Ordinal);
        Assert.Contains("\"headers\":[\"Authorization\"],\"hasBody\":true", audited.After, StringComparison.Ordinal);
        Assert.DoesNotContain(Sentinel, audited.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_ForAnotherPurpose_IsRefused()
    {
        await Commands.SetRequestAsync(Tenant.As(Role.Admin), Monitor.Id, expectedVersion: null, Parts, Token);
        var kept = Assert.Single(await Data.AllAsync<StatusMonitor>());

        Assert.Throws<SecretLostException>(() => Get<ISecrets>().Reveal("something else", kept.Http.Body!));
    }

    [Fact]
    public async Task SetRequestAsync_ByAnybodyElseOrTooLate_ChangesNothing()
    {
        var stranger = await new Tenant(Data.Now, "Other").SaveAsync(Data);

        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.SetRequestAsync(Tenant.Operator, Monitor.Id, null, Parts, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.SetRequestAsync(stranger.As(Role.Owner), Monitor.Id, null, Parts, Token));
        await Assert.ThrowsAsync<StaleVersionException>(() => Commands.SetRequestAsync(Tenant.As(Role.Admin), Monitor.Id, 7, Parts, Token));

        Assert.Null(Assert.Single(await Data.AllAsync<StatusMonitor>()).Http.Headers);
    }

    [Theory]
    [InlineData("Host", "example.com")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("X Y", "SENTINEL-1")]
    [InlineData("", "SENTINEL-1")]
    [InlineData("X-A", "SENTINEL-1\r\nX-B: 2")]
    [InlineData("X-A", "SENTINEL-ü")]
    public async Task SetRequestAsync_WhatCannotBeSent_IsRefusedWithoutRepeatingTheValue(string name, string value)
    {
        var refusal = await Assert.ThrowsAsync<RuleViolationException>(() => Commands.SetRequestAsync(
            Tenant.As(Role.Admin), Monitor.Id, null, new RequestParts([(name, value)]), Token));

        Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", refusal.Message, StringComparison.Ordinal);
    }
}

public sealed class MonitorCommandsTestsOnSqlite(PostgresServer server) : MonitorCommandsTests(DatabaseKind.Sqlite, server);

public sealed class MonitorCommandsTestsOnPostgres(PostgresServer server) : MonitorCommandsTests(DatabaseKind.Postgres, server);
