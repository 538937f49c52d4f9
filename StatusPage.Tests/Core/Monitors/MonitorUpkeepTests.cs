using Microsoft.EntityFrameworkCore;
using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Schedules;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorUpkeepTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private IMonitorCommands Commands => Get<IMonitorCommands>();

    [Fact]
    public async Task ResumeAsync_OnceItsTimeHasCome_LetsItGoOnAndWritesThatDown()
    {
        // By the database's clock it has; the nodes' clock stands before it.
        await PauseAsync(Data.Now.AddHours(1));

        await Task.WhenAll(Get<IMonitorUpkeep>().ResumeAsync(Token), Data.AddNode().Get<IMonitorUpkeep>().ResumeAsync(Token));

        var monitor = Assert.Single(await Data.AllAsync<StatusMonitor>());
        Assert.Equal((false, (DateTimeOffset?)null), (monitor.Paused, monitor.PausedUntil));
        Assert.True(await RecordAsync(await ClaimAsync(), Works));
        Assert.Equal(ComponentStatus.Operational, (await SpansAsync()).Single(span => span.To is null).Status);
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>(), one => one.Action == "monitor.resumed");
        Assert.Equal((null, "StatusPage"), (entry.ActorId, entry.ActorName));
    }

    [Fact]
    public async Task ResumeAsync_BeforeItsTime_LeavesItPaused()
    {
        await PauseAsync(TimeProvider.System.GetUtcNow().AddHours(1));
        await PauseAsync(until: null, await AddMonitorAsync());

        await Get<IMonitorUpkeep>().ResumeAsync(Token);

        Assert.All(await Data.AllAsync<StatusMonitor>(), monitor => Assert.True(monitor.Paused));
    }

    [Fact]
    public async Task PauseAsync_UntilATimeThatHasPassed_IsRefused() =>
        await Assert.ThrowsAsync<RuleViolationException>(() => PauseAsync(Data.Now));

    [Fact]
    public async Task PurgeAsync_AfterThirtyDays_LeavesOnlyWhatItsComponentWas()
    {
        await CheckAsync(Works, Works);
        var other = await AddMonitorAsync();
        await Commands.ArchiveAsync(Tenant.As(Role.Admin), [Monitor.Id, other.Id], Token);
        await Commands.RestoreAsync(Tenant.As(Role.Admin), [other.Id], Token);
        Clock.Advance(TimeSpan.FromDays(29));
        await Get<IMonitorUpkeep>().PurgeAsync(Token);
        Assert.Equal(2, (await Data.AllAsync<CheckResult>()).Count);

        Clock.Advance(TimeSpan.FromDays(2));
        await Get<IMonitorUpkeep>().PurgeAsync(Token);

        Assert.Empty(await Data.AllAsync<CheckResult>());
        Assert.Equal(other.Id, Assert.Single(await Data.ReadAsync(context => context.Set<StatusMonitor>().IgnoreQueryFilters().ToListAsync(Token))).Id);
        Assert.Equal(other.Id, Assert.Single(await Data.AllAsync<ScheduledCheck>()).MonitorId);
        Assert.Empty(await Data.AllAsync<MonitorLink>());
        Assert.NotEmpty(await Data.AllAsync<StatusSpan>());
    }

    [Fact]
    public async Task MarkAsync_OfAMonitorThatRunsMondays_IsSilentNoSoonerThanItsNextTimeHasPassed()
    {
        // The clock stands on a Tuesday.
        await ScheduleAsync("0 2 * * 1");
        await RecordAsync(await ClaimAsync(), Works);
        var monday = new DateTimeOffset(2026, 3, 16, 1, 0, 0, TimeSpan.Zero);
        Clock.Advance(monday.AddMinutes(30) - Data.Now);
        await Get<ISilenceWatch>().MarkAsync(Token);
        Assert.Equal(MonitorState.Up, await StateAsync());

        Clock.Advance(TimeSpan.FromMinutes(31));
        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.Equal(monday, (await SpansAsync())[^1].From);
    }

    [Fact]
    public async Task MarkAsync_AfterTheScheduleBecameDenser_DoesNotCountTheTimeBefore()
    {
        await ScheduleAsync("0 2 * * 1");
        await RecordAsync(await ClaimAsync(), Works);
        Clock.Advance(TimeSpan.FromDays(2));
        await ScheduleAsync("* * * * *");

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Up, await StateAsync());
    }

    [Fact]
    public async Task MarkAsync_DueFarBeyondItsCronExpression_BringsItBackToItsNextTime()
    {
        await ScheduleAsync("0 2 * * 1");
        await Data.ExecuteAsync(Data.Kind is DatabaseKind.Sqlite
            ? "UPDATE scheduled_checks SET due_at = due_at + 100000000000000"
            : "UPDATE scheduled_checks SET due_at = due_at + interval '1000 days'");

        await Get<ISilenceWatch>().MarkAsync(Token);

        var due = Assert.Single(await Data.AllAsync<ScheduledCheck>()).DueAt!.Value;
        Assert.Equal(Schedule.ByCron("0 2 * * 1", "Europe/Berlin").FirstAfter(TimeProvider.System.GetUtcNow()), due);
    }

    private Task<MonitorsUndo> PauseAsync(DateTimeOffset? until, StatusMonitor? monitor = null) =>
        Commands.PauseAsync(Tenant.As(Role.Admin), [(monitor ?? Monitor).Id], until, Token);

    private Task<bool> ScheduleAsync(string cron) => Data.WriteAsync(async context =>
    {
        (await context.Set<StatusMonitor>().SingleAsync(Token)).RunBy(Schedule.ByCron(cron, "Europe/Berlin"), Data.Now);
        return true;
    });

    private async Task<StatusMonitor> AddMonitorAsync()
    {
        var monitor = Tenant.AddMonitor("other");
        await Tenant.SaveAsync(Data);
        return monitor;
    }
}

public sealed class MonitorUpkeepTestsOnSqlite(PostgresServer server) : MonitorUpkeepTests(DatabaseKind.Sqlite, server);

public sealed class MonitorUpkeepTestsOnPostgres(PostgresServer server) : MonitorUpkeepTests(DatabaseKind.Postgres, server);
