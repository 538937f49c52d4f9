using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorTrialTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server), IProbe
{
    private readonly List<ProbeTarget> _looked = [];

    MonitorKind IProbe.Kind => MonitorKind.Http;

    [Fact]
    public async Task RunAsync_WithKeptSecrets_LooksWithThemAndSavesNothing()
    {
        var typed = Settings.Http with { Headers = [new TypedHeader("X-Key", TypedSecret.Of("SENTINEL"))] };
        await Get<IMonitorCommands>().SetRequestAsync(Tenant.As(Role.Admin), Monitor.Id, null, new RequestParts([("X-Key", "SENTINEL")]), Token);
        using var trial = Trial(EgressPolicy.PublicOnly, this);

        var result = await trial.RunAsync(
            Tenant.As(Role.Admin), Monitor.Id, Settings.Of(target: "example.com/other") with { Name = "", Http = typed with { Headers = [new TypedHeader("X-Key", TypedSecret.Kept)] } }, Token);

        Assert.Equal(Works, result);
        var looked = Assert.Single(_looked);
        Assert.Equal("https://example.com/other", looked.Target);
        Assert.Equal("SENTINEL", Get<ISecrets>().Reveal(RequestParts.Purpose, Assert.Single(looked.Http.Headers!).Value));
        Assert.Equal("https://example.com/", Assert.Single(await Data.AllAsync<StatusMonitor>()).Target);
        Assert.Empty(await Data.AllAsync<CheckResult>());
        Assert.Contains(await Data.AllAsync<AuditEntry>(), entry => entry.Action == "monitor.tried");
    }

    [Fact]
    public async Task RunAsync_ThatMayNotBe_LooksNowhere()
    {
        using var trial = Trial(EgressPolicy.PublicOnly, this);
        using var without = Trial(EgressPolicy.PublicOnly);
        var stranger = (await new Tenant(Data.Now, "Other").SaveAsync(Data)).As(Role.Owner);
        var keeping = Settings.Of() with { Http = Settings.Http with { Body = TypedSecret.Kept } };

        await Assert.ThrowsAsync<RuleViolationException>(() => trial.RunAsync(Tenant.Operator, Monitor.Id, Settings.Of(), Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => trial.RunAsync(Tenant.As(Role.Admin), Monitor.Id, Settings.Of(target: "http://127.0.0.1/"), Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => trial.RunAsync(stranger, Monitor.Id, keeping, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => without.RunAsync(Tenant.As(Role.Admin), Monitor.Id, Settings.Of(), Token));

        Assert.False(without.IsPossible);
        Assert.Empty(_looked);
    }

    Task<ProbeResult> IProbe.ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        _looked.Add(target);
        return Task.FromResult(Works);
    }

    private MonitorTrial Trial(EgressPolicy policy, params IEnumerable<IProbe> probes) =>
        new(Get<Acts>(), probes, policy, Get<ISecrets>(), Get<NodeOptions>());
}

public sealed class MonitorTrialTestsOnSqlite(PostgresServer server) : MonitorTrialTests(DatabaseKind.Sqlite, server);

public sealed class MonitorTrialTestsOnPostgres(PostgresServer server) : MonitorTrialTests(DatabaseKind.Postgres, server);
