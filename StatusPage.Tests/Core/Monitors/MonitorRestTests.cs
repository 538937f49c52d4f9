using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

/// <summary>Pausing, archiving and tagging, one or several at once, and taking it back.</summary>
public abstract class MonitorRestTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private IMonitorCommands Commands => Get<IMonitorCommands>();

    [Fact]
    public async Task PauseAsync_WhileACheckRuns_DoesNotCountItAndClaimsNoneAfterIt()
    {
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var running = await ClaimAsync();

        await Commands.PauseAsync(Tenant.As(Role.Admin), [Monitor.Id], until: null, Token);

        Assert.False(await RecordAsync(running, Fails));
        Assert.Null(Assert.Single(await Data.AllAsync<ScheduledCheck>()).DueAt);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.SingleException>(() => ClaimAsync());
        var spans = await SpansAsync();
        Assert.Equal([ComponentStatus.Operational, ComponentStatus.Unknown], spans.Select(span => span.Status));
        Assert.Equal(Data.Now, spans[0].To);
        Assert.Equal(MonitorState.Paused, Assert.Single(await Get<IMonitorQueries>().BoardAsync(Tenant.Id, Token)).State);
    }

    [Fact]
    public async Task ResumeAsync_AfterAPause_ChecksAtOnceAndKnowsNothingUntilThen()
    {
        await CheckAsync(Fails, Fails);
        await PauseAsync();
        Clock.Advance(TimeSpan.FromHours(3));

        await Commands.ResumeAsync(Tenant.As(Role.Admin), [Monitor.Id], Token);

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.True(await RecordAsync(await ClaimAsync(), Works));
        Assert.Equal(MonitorState.Up, await StateAsync());
        Assert.Equal(
            [ComponentStatus.MajorOutage, ComponentStatus.Unknown, ComponentStatus.Operational], (await SpansAsync()).Select(span => span.Status).TakeLast(3));
        Assert.Equal(["monitor.paused", "monitor.resumed"], (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action));
    }

    [Fact]
    public async Task UndoAsync_OfAPause_RestoresVerdictAndTime()
    {
        await CheckAsync(Works, Fails);
        var before = Assert.Single(await Data.AllAsync<ScheduledCheck>());
        var undo = await PauseAsync();

        await Commands.UndoAsync(Tenant.As(Role.Admin), undo, Token);

        var after = Assert.Single(await Data.AllAsync<ScheduledCheck>());
        Assert.Equal((before.Verdict, before.DueAt), (after.Verdict, after.DueAt));
        Assert.Equal(MonitorState.Up, await StateAsync());
        Assert.Equal(ComponentStatus.Operational, (await SpansAsync()).Single(span => span.To is null).Status);
        Assert.Equal("monitor.act_undone", (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Last().Action);
    }

    [Fact]
    public async Task UndoAsync_AfterSomebodyElsesChange_LeavesAllAsTheyAre()
    {
        var other = await AddMonitorAsync("other");
        var undo = await Commands.PauseAsync(Tenant.As(Role.Admin), [Monitor.Id, other.Id], until: null, Token);
        await Commands.RenameAsync(Tenant.As(Role.Admin), other.Id, null, "renamed", Token);

        await Assert.ThrowsAsync<StaleVersionException>(() => Commands.UndoAsync(Tenant.As(Role.Admin), undo, Token));

        Assert.All(await Data.AllAsync<StatusMonitor>(), monitor => Assert.True(monitor.Paused));
    }

    [Fact]
    public async Task ArchiveAsync_ThenRestore_IsGoneFromEverywhereAndComesBack()
    {
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var running = await ClaimAsync();

        await Commands.ArchiveAsync(Tenant.As(Role.Admin), [Monitor.Id], Token);

        Assert.False(await RecordAsync(running, Works));
        Assert.DoesNotContain(await SpansAsync(), span => span.To is null);
        Assert.Empty(await Get<IMonitorQueries>().BoardAsync(Tenant.Id, Token));
        Assert.Empty(await Get<IMonitorQueries>().ListAsync(Tenant.Id, archived: false, Token));
        Assert.Equal(Monitor.Id, Assert.Single(await Get<IMonitorQueries>().ListAsync(Tenant.Id, archived: true, Token)).Id);
        await Assert.ThrowsAsync<NotFoundException>(() => PauseAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.CheckNowAsync(Tenant.Operator, Monitor.Id, Token));

        await Commands.RestoreAsync(Tenant.As(Role.Admin), [Monitor.Id], Token);

        Assert.True(await RecordAsync(await ClaimAsync(), Works));
        Assert.Equal(ComponentStatus.Operational, (await SpansAsync()).Single(span => span.To is null).Status);
        Assert.Single(await Get<IMonitorQueries>().BoardAsync(Tenant.Id, Token));
    }

    [Fact]
    public async Task RestoreAsync_AfterThirtyDays_IsRefused()
    {
        await Commands.ArchiveAsync(Tenant.As(Role.Admin), [Monitor.Id], Token);
        Clock.Advance(TimeSpan.FromDays(30));

        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.RestoreAsync(Tenant.As(Role.Admin), [Monitor.Id], Token));
    }

    [Fact]
    public async Task Bulk_OnSeveralWithOneForeign_ChangesNone()
    {
        var stranger = await new Builders.Tenant(Data.Now, "Other").SaveAsync(Data);
        var foreign = stranger.AddMonitor();
        await stranger.SaveAsync(Data);

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.PauseAsync(Tenant.As(Role.Admin), [Monitor.Id, foreign.Id], null, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ArchiveAsync(Tenant.As(Role.Admin), [Monitor.Id, foreign.Id], Token));

        Assert.All(await Data.ReadAsync(context => Task.FromResult(context.Set<StatusMonitor>().ToList())), monitor => Assert.False(monitor.IsAtRest));
    }

    [Fact]
    public async Task Bulk_WithSomeThatAreSoAlready_IsWrittenDownAndUndoneForTheOthers()
    {
        var other = await AddMonitorAsync("other");
        await PauseAsync();

        var undo = await Commands.PauseAsync(Tenant.As(Role.Admin), [Monitor.Id, other.Id], until: null, Token);
        await Commands.UndoAsync(Tenant.As(Role.Admin), undo, Token);

        Assert.Equal(1, undo.Count);
        Assert.Equal([true, false], (await Data.AllAsync<StatusMonitor>()).OrderBy(monitor => monitor.Name, StringComparer.Ordinal).Reverse().Select(monitor => monitor.Paused));
        Assert.Equal(3, (await Data.AllAsync<AuditEntry>()).Count);
    }

    [Fact]
    public async Task TagAsync_AddingAndRemoving_KeepsTheOthersAndIsUndoneExactly()
    {
        var admin = Tenant.As(Role.Admin);
        await Commands.TagAsync(admin, [Monitor.Id], ["eu", "Prod"], [], Token);
        await CheckAsync(Works);

        var undo = await Commands.TagAsync(admin, [Monitor.Id], ["db"], ["prod"], Token);
        Assert.Equal(["db", "eu"], Assert.Single(await Data.AllAsync<StatusMonitor>()).Tags);
        await Commands.UndoAsync(admin, undo, Token);

        Assert.Equal(["eu", "Prod"], Assert.Single(await Data.AllAsync<StatusMonitor>()).Tags);
        Assert.Equal(MonitorState.Up, await StateAsync());
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.TagAsync(admin, [Monitor.Id], ["a,b"], [], Token));
    }

    [Fact]
    public async Task CheckNowAsync_BringsItForwardUnlessOneIsRunning()
    {
        await CheckAsync(Works);
        await Data.ExecuteAsync(Data.Kind is DatabaseKind.Sqlite
            ? "UPDATE scheduled_checks SET due_at = due_at + 100000000000000"
            : "UPDATE scheduled_checks SET due_at = due_at + interval '1000 days'");

        await Commands.CheckNowAsync(Tenant.Operator, Monitor.Id, Token);
        var claimed = await ClaimAsync();
        await Commands.CheckNowAsync(Tenant.Operator, Monitor.Id, Token);

        Assert.Equal((claimed.LeaseToken, (DateTimeOffset?)claimed.DueAt), (await Data.AllAsync<ScheduledCheck>()).Select(check => (check.LeaseToken, check.DueAt)).Single());
        Assert.True(await RecordAsync(claimed, Works));
        await PauseAsync();
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.CheckNowAsync(Tenant.Operator, Monitor.Id, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.CheckNowAsync(Tenant.As(Role.Viewer), Monitor.Id, Token));
    }

    private Task<MonitorsUndo> PauseAsync() => Commands.PauseAsync(Tenant.As(Role.Admin), [Monitor.Id], until: null, Token);

    private async Task<StatusMonitor> AddMonitorAsync(string name)
    {
        var monitor = Tenant.AddMonitor(name);
        await Tenant.SaveAsync(Data);
        return monitor;
    }
}

public sealed class MonitorRestTestsOnSqlite(PostgresServer server) : MonitorRestTests(DatabaseKind.Sqlite, server);

public sealed class MonitorRestTestsOnPostgres(PostgresServer server) : MonitorRestTests(DatabaseKind.Postgres, server);
