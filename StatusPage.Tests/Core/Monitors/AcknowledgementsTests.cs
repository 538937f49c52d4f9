using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class AcknowledgementsTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private IAcknowledgements Acknowledgements => Get<IAcknowledgements>();

    [Fact]
    public async Task AcknowledgeAsync_AProblem_TellsTheBoardWhoHasIt()
    {
        await CheckAsync(Fails, Fails);
        var version = Assert.Single(await Data.AllAsync<StatusMonitor>()).Version;

        await Acknowledgements.AcknowledgeAsync(Tenant.Operator, Monitor.Id, Token);

        Assert.Equal(new Acknowledgement(Data.Now, "op@example.com"), await OnBoardAsync());
        Assert.Equal(version, Assert.Single(await Data.AllAsync<StatusMonitor>()).Version);
        Assert.Equal("monitor.acknowledged", Assert.Single(await Data.AllAsync<AuditEntry>()).Action);
    }

    [Fact]
    public async Task AcknowledgeAsync_WhatSomebodyHas_LeavesItToThem()
    {
        await CheckAsync(Fails, Fails);
        await Acknowledgements.AcknowledgeAsync(Tenant.Operator, Monitor.Id, Token);
        var since = Data.Now;
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Acknowledgements.AcknowledgeAsync(Tenant.As(Role.Owner), Monitor.Id, Token);

        Assert.Equal(new Acknowledgement(since, "op@example.com"), await OnBoardAsync());
    }

    [Fact]
    public async Task AcknowledgeAsync_ThenUpAndDownAgain_IsToBeSeenAgain()
    {
        await CheckAsync(Fails, Fails);
        await Acknowledgements.AcknowledgeAsync(Tenant.Operator, Monitor.Id, Token);

        await CheckAsync(Fails);
        Assert.NotNull(await OnBoardAsync());
        await CheckAsync(Works, Fails, Fails);

        Assert.Null(await OnBoardAsync());
    }

    [Fact]
    public async Task AcknowledgeAsync_OfAMonitorThatIsWell_IsRefused()
    {
        await CheckAsync(Works);

        await Assert.ThrowsAsync<RuleViolationException>(() => Acknowledgements.AcknowledgeAsync(Tenant.Operator, Monitor.Id, Token));
    }

    [Fact]
    public async Task WithdrawAsync_LeavesItToNobody()
    {
        await CheckAsync(Fails, Fails);
        await Acknowledgements.AcknowledgeAsync(Tenant.Operator, Monitor.Id, Token);

        await Acknowledgements.WithdrawAsync(Tenant.Operator, Monitor.Id, Token);
        await Acknowledgements.WithdrawAsync(Tenant.Operator, Monitor.Id, Token);

        Assert.Null(await OnBoardAsync());
        Assert.Equal(2, (await Data.AllAsync<AuditEntry>()).Count);
    }

    [Fact]
    public async Task Acknowledgements_OfAViewerOrAnotherOrganisation_AreRefused()
    {
        await CheckAsync(Fails, Fails);
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        foreach (var (actor, refusal) in new[] { (Tenant.As(Role.Viewer), typeof(RuleViolationException)), (other.As(Role.Owner), typeof(NotFoundException)) })
        {
            await Assert.ThrowsAsync(refusal, () => Acknowledgements.AcknowledgeAsync(actor, Monitor.Id, Token));
            await Assert.ThrowsAsync(refusal, () => Acknowledgements.WithdrawAsync(actor, Monitor.Id, Token));
        }
    }

    [Fact]
    public async Task BoardAsync_AMonitor_NamesThePagesThatShowIt()
    {
        Assert.Equal(["Acme"], Assert.Single(await Get<IMonitorQueries>().BoardAsync(Tenant.Id, Token)).Pages);
    }

    private async Task<Acknowledgement?> OnBoardAsync() => Assert.Single(await Get<IMonitorQueries>().BoardAsync(Tenant.Id, Token)).Acknowledgement;
}

public sealed class AcknowledgementsTestsOnSqlite(PostgresServer server) : AcknowledgementsTests(DatabaseKind.Sqlite, server);

public sealed class AcknowledgementsTestsOnPostgres(PostgresServer server) : AcknowledgementsTests(DatabaseKind.Postgres, server);
