using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Components;

/// <summary>What people say of components by hand.</summary>
public abstract class ManualStatusTests(DatabaseKind kind, PostgresServer server) : ComponentTests(kind, server)
{
    [Fact]
    public async Task SetStatusAsync_ThenClear_CountsInTheDayForAsLongAsItStood()
    {
        await SayAsync(ComponentStatus.MajorOutage);
        Assert.Equal(ComponentStatus.MajorOutage, (await PublicAsync()).Banner.Status);
        var shop = await ViewAsync("Shop");
        Assert.Equal((ComponentStatus.MajorOutage, SpanSource.Manual, Data.Now), (shop.Status, shop.Reason?.Source, shop.Reason?.Since));
        Assert.Equal(new ManualStatement(ComponentStatus.MajorOutage, Data.Now, Tenant.Operator.Name), shop.Manual);

        Clock.Advance(TimeSpan.FromMinutes(20));
        await SayAsync(null);

        Clock.Advance(TimeSpan.FromMinutes(10));
        var view = (await PublicAsync()).Groups[1].Components[0];
        Assert.Equal((ComponentStatus.Operational, 1200), (view.Status, view.Days[^1].Major));
        Assert.Null((await ViewAsync("Shop")).Manual);
        Assert.Equal(3, await PageVersionAsync());
        Assert.Equal(["component.status_set", "component.status_cleared"], (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action));
        Assert.Contains("major_outage", (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).First().After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetStatusAsync_Backdated_EndsWhatStoodBeforeWhereItBegins()
    {
        await SayAsync(ComponentStatus.DegradedPerformance);
        Clock.Advance(TimeSpan.FromMinutes(30));

        await SayAsync(ComponentStatus.MajorOutage, Data.Now.AddMinutes(-10));

        var day = (await PublicAsync()).Groups[1].Components[0].Days[^1];
        Assert.Equal((1200, 600), (day.Degraded, day.Major));
    }

    [Fact]
    public async Task SetStatusAsync_TheSameAgain_KeepsSinceWhenUnlessThatIsCorrected()
    {
        await SayAsync(ComponentStatus.PartialOutage);
        var began = Data.Now;
        Clock.Advance(TimeSpan.FromMinutes(5));

        await SayAsync(ComponentStatus.PartialOutage);
        Assert.Equal(began, (await ViewAsync("Shop")).Manual?.Since);
        await SayAsync(ComponentStatus.PartialOutage, began.AddMinutes(-3));

        Assert.Equal(began.AddMinutes(-3), (await ViewAsync("Shop")).Manual?.Since);
        Assert.Single(await Data.AllAsync<StatusSpan>());
        Assert.Equal(2, (await Data.AllAsync<AuditEntry>()).Count);
    }

    [Fact]
    public async Task SetStatusAsync_ByTwoPeople_LeavesOneStatement()
    {
        await SayAsync(ComponentStatus.MajorOutage);

        await Components.SetStatusAsync(Tenant.As(Role.Operator), IdOf("Shop"), ComponentStatus.Operational, null, Token);

        Assert.Equal(ComponentStatus.Operational, (await ViewAsync("Shop")).Status);
        Assert.Equal(ComponentStatus.Operational, Assert.Single(await Data.AllAsync<StatusSpan>(), span => span.To is null).Status);
    }

    [Fact]
    public async Task SetStatusAsync_FromManyAtOnce_LeavesOneStatement()
    {
        await Task.WhenAll(ManualStatus.Offered.Select(status =>
            Components.SetStatusAsync(Tenant.As(Role.Operator), IdOf("Shop"), status, null, Token)));

        Assert.Single(await Data.AllAsync<StatusSpan>(), span => span.To is null);
    }

    [Fact]
    public async Task SetStatusAsync_UnderAnIncidentThatSaysWorse_ShowsWhenThatIsOver()
    {
        await SayAsync(ComponentStatus.DegradedPerformance);
        var shop = new Dictionary<ServiceComponentId, ComponentStatus> { [IdOf("Shop")] = ComponentStatus.MajorOutage };
        var incident = await Get<IIncidentCommands>().PostAsync(
            Tenant.Operator, new NewIncident("Down", null, null, new NewUpdate(IncidentStatus.Investigating, "Looking.", shop, null), []), Token);
        var during = await ViewAsync("Shop");

        await Get<IIncidentCommands>().UpdateAsync(
            Tenant.Operator, incident, null, new NewUpdate(IncidentStatus.Resolved, "Over.", new Dictionary<ServiceComponentId, ComponentStatus>(), null), Token);

        Assert.Equal((ComponentStatus.MajorOutage, SpanSource.Incident, "Down"), (during.Status, during.Reason?.Source, during.Reason?.Name));
        Assert.Equal(ComponentStatus.DegradedPerformance, (await ViewAsync("Shop")).Status);
    }

    [Theory]
    [InlineData(ComponentStatus.Unknown, 0)]
    [InlineData(ComponentStatus.MajorOutage, 1)]
    [InlineData(ComponentStatus.MajorOutage, -91 * 24 * 60)]
    public async Task SetStatusAsync_OfWhatCannotBe_IsRefused(ComponentStatus status, int minutes)
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => SayAsync(status, Data.Now.AddMinutes(minutes)));

        Assert.Empty(await Data.AllAsync<StatusSpan>());
        Assert.Equal(1, await PageVersionAsync());
    }

    [Fact]
    public async Task SetStatusAsync_OnANodeWhoseClockIsAhead_ShowsAtOnce()
    {
        await SayAsync(ComponentStatus.MajorOutage);
        var facts = await Get<StatusPage.Core.Pages.IPageQueries>().FactsAsync(Tenant.Page.Id, Data.Now, Token);

        var view = StatusPage.Core.Pages.PageViewBuilder.Build(facts!, Data.Now.AddSeconds(-2));

        Assert.Equal(ComponentStatus.MajorOutage, view.Groups[1].Components[0].Status);
    }

    [Fact]
    public async Task SetStatusAsync_OfWhatIsArchived_FindsNothing()
    {
        await Components.ArchiveAsync(Admin, [IdOf("Shop")], Token);

        await Assert.ThrowsAsync<NotFoundException>(() => SayAsync(ComponentStatus.MajorOutage));
    }

    private Task SayAsync(ComponentStatus? status, DateTimeOffset? since = null) =>
        Components.SetStatusAsync(Tenant.Operator, IdOf("Shop"), status, since, Token);
}

public sealed class ManualStatusTestsOnSqlite(PostgresServer server) : ManualStatusTests(DatabaseKind.Sqlite, server);

public sealed class ManualStatusTestsOnPostgres(PostgresServer server) : ManualStatusTests(DatabaseKind.Postgres, server);
