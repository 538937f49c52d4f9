using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Components;

/// <summary>Making components, changing what they are and what drives them.</summary>
public abstract class ComponentCommandsTests(DatabaseKind kind, PostgresServer server) : ComponentTests(kind, server)
{
    [Fact]
    public async Task CreateAsync_TwiceWithTheSameId_MakesOneAtTheEndOfItsGroup()
    {
        var id = ServiceComponentId.New();

        await Components.CreateAsync(Admin, id, Tenant.Page.Id, Settings("Cart", Group.Id), Token);
        await Components.CreateAsync(Admin, id, Tenant.Page.Id, Settings("Cart", Group.Id), Token);

        Assert.Equal("API / Web: Shop, Log-in, Search, Cart", await OutlineAsync());
        Assert.Equal(2, await PageVersionAsync());
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Equal(("component.created", id.Value), (entry.Action, entry.SubjectId));
        Assert.Contains("\"group\":\"Web\"", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAsync_OfEverything_IsOnThePageAtOnce()
    {
        var settings = new ComponentSettings("Store", "Where people buy", "https://example.com/store", Visible: true, Group: null, []);

        await Components.ChangeAsync(Admin, IdOf("Shop"), 1, settings, Token);

        Assert.Equal("API, Store / Web: Log-in, Search", await OutlineAsync());
        var shown = (await PublicAsync()).Groups[0].Components[1];
        Assert.Equal(("Store", "Where people buy", "https://example.com/store"), (shown.Name, shown.Description, shown.Link));
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Equal(
            ["description", "group", "link", "name"],
            AuditDiff.Between(entry.Before, entry.After).Where(one => one.IsChange).Select(one => one.Member).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("example.com/docs")]
    [InlineData("ftp://example.com/")]
    [InlineData("https://user:secret@example.com/")]
    public async Task ChangeAsync_WithALinkThatIsNoneForVisitors_IsRefused(string link)
    {
        await Assert.ThrowsAsync<RuleViolationException>(() =>
            Components.ChangeAsync(Admin, IdOf("Shop"), null, Settings("Shop") with { Link = link }, Token));

        Assert.Equal(1, await PageVersionAsync());
    }

    [Fact]
    public async Task ChangeAsync_OfAnOlderVersion_IsStale()
    {
        await Components.ChangeAsync(Admin, IdOf("Shop"), 1, Settings("Theirs", Group.Id), Token);

        await Assert.ThrowsAsync<StaleVersionException>(() => Components.ChangeAsync(Admin, IdOf("Shop"), 1, Settings("Mine", Group.Id), Token));

        Assert.Equal("API / Web: Theirs, Log-in, Search", await OutlineAsync());
    }

    [Fact]
    public async Task ChangeAsync_WithAMonitor_SaysWhatItFindsAndStopsWhenItIsTakenAway()
    {
        var monitor = await AddFailingMonitorAsync("web");
        var version = (await Data.AllAsync<StatusMonitor>()).Single().Version;

        await Components.ChangeAsync(
            Admin, IdOf("Shop"), null, Settings("Shop", Group.Id, new ComponentDriver(monitor, ComponentStatus.PartialOutage)), Token);

        var shop = await ViewAsync("Shop");
        Assert.Equal(ComponentStatus.PartialOutage, shop.Status);
        Assert.Equal((SpanSource.Monitor, "web", monitor), (shop.Reason?.Source, shop.Reason?.Name, shop.Reason?.Monitor));
        Assert.Equal(new TreeDriver(monitor, "web", MonitorState.Down, ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance), Assert.Single(shop.Drivers));
        Assert.True((await Data.AllAsync<StatusMonitor>()).Single().Version > version);

        await Components.ChangeAsync(Admin, IdOf("Shop"), null, Settings("Shop", Group.Id), Token);

        Assert.Equal((ComponentStatus.Operational, null), ((await ViewAsync("Shop")).Status, (await ViewAsync("Shop")).Reason));
        Assert.NotNull(Assert.Single(await Data.AllAsync<StatusSpan>()).To);
        Assert.Empty(await Data.AllAsync<MonitorLink>());
        Assert.Equal(2, (await Data.AllAsync<AuditEntry>()).Count(entry => entry.Action == "monitor.linked"));
    }

    [Fact]
    public async Task ChangeAsync_WithoutALinkToAnArchivedMonitor_LeavesIt()
    {
        var monitor = await AddFailingMonitorAsync("web");
        await Components.ChangeAsync(Admin, IdOf("Shop"), null, Settings("Shop", Group.Id, new ComponentDriver(monitor)), Token);
        await Get<IMonitorCommands>().ArchiveAsync(Admin, [monitor], Token);

        await Components.ChangeAsync(Admin, IdOf("Shop"), null, Settings("Store", Group.Id), Token);

        Assert.Single(await Data.AllAsync<MonitorLink>());
    }

    [Fact]
    public async Task CloneAsync_StandsBehindTheOriginalWithItsMonitors()
    {
        var monitor = await AddFailingMonitorAsync("web");
        await Components.ChangeAsync(Admin, IdOf("Shop"), null, Settings("Shop", Group.Id, new ComponentDriver(monitor)), Token);
        await Components.SetStatusAsync(Admin, IdOf("Shop"), ComponentStatus.DegradedPerformance, null, Token);

        await Components.CloneAsync(Admin, ServiceComponentId.New(), IdOf("Shop"), Token);

        Assert.Equal("API / Web: Shop, Shop (copy), Log-in, Search", await OutlineAsync());
        var copy = await ViewAsync("Shop (copy)");
        Assert.Equal((ComponentStatus.MajorOutage, null, "web"), (copy.Status, copy.Manual, Assert.Single(copy.Drivers).Name));
    }

    [Fact]
    public async Task Acts_OnWhatIsForeign_FindNothing()
    {
        var other = new Tenant(Data.Now, "Other");
        var group = other.AddGroup("Theirs");
        var component = other.AddComponent("Secret");
        var monitor = other.AddMonitor("hidden");
        await other.SaveAsync(Data);
        var shop = IdOf("Shop");

        Func<Task>[] acts =
        [
            () => Components.CreateAsync(Admin, ServiceComponentId.New(), other.Page.Id, Settings("x"), Token),
            () => Components.CreateAsync(Admin, ServiceComponentId.New(), Tenant.Page.Id, Settings("x", group.Id), Token),
            () => Components.CreateAsync(Admin, ServiceComponentId.New(), Tenant.Page.Id, Settings("x", null, new ComponentDriver(monitor.Id)), Token),
            () => Components.ChangeAsync(Admin, component.Id, null, Settings("x"), Token),
            () => Components.ChangeAsync(Admin, shop, null, Settings("x", null, new ComponentDriver(monitor.Id)), Token),
            () => Components.CloneAsync(Admin, ServiceComponentId.New(), component.Id, Token),
            () => Components.ArrangeAsync(Admin, other.Page.Id, null, new([component.Id]), Token),
            () => Components.ArrangeAsync(Admin, Tenant.Page.Id, group.Id, new([shop]), Token),
            () => Components.ArrangeAsync(Admin, Tenant.Page.Id, null, new([component.Id]), Token),
            () => Components.ShowAsync(Admin, [component.Id], visible: false, Token),
            () => Components.MoveAsync(Admin, [component.Id], null, Token),
            () => Components.MoveAsync(Admin, [shop], group.Id, Token),
            () => Components.ArchiveAsync(Admin, [shop, component.Id], Token),
            () => Components.RestoreAsync(Admin, [component.Id], Token),
            () => Components.SetStatusAsync(Admin, component.Id, ComponentStatus.MajorOutage, null, Token),
            () => Groups.CreateAsync(Admin, ComponentGroupId.New(), other.Page.Id, new GroupSettings("x"), Token),
            () => Groups.ChangeAsync(Admin, group.Id, null, new GroupSettings("x"), Token),
            () => Groups.ArrangeAsync(Admin, other.Page.Id, new([group.Id]), Token),
            () => Groups.ArrangeAsync(Admin, Tenant.Page.Id, new([group.Id]), Token),
            () => Groups.ArchiveAsync(Admin, group.Id, Token),
            () => Groups.RestoreAsync(Admin, group.Id, Token),
        ];

        foreach (var act in acts)
        {
            await Assert.ThrowsAsync<NotFoundException>(act);
        }

        Assert.Empty(await Data.AllAsync<AuditEntry>());
        Assert.Null(await Get<IPageTreeQueries>().ReadAsync(Tenant.Id, other.Page.Id, Token));
        Assert.Equal("API / Web: Shop, Log-in, Search", await OutlineAsync());
    }

    private async Task<StatusMonitorId> AddFailingMonitorAsync(string name)
    {
        var monitor = Tenant.AddMonitor(name);
        await Tenant.SaveAsync(Data);
        for (var failures = 0; failures < 2; failures++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            var claimed = Assert.Single(await Data.WriteAsync(context => Data.Node.Database.Dialect.ClaimDueChecksAsync(context, "default", 1, TimeSpan.FromSeconds(5), Token)));
            Assert.True(await Get<ICheckRecorder>().RecordAsync(
                claimed, Data.Now, ProbeResult.Failed(TimeSpan.FromMilliseconds(7), ProbeReason.ConnectionRefused, "refused"), Token));
        }

        return monitor.Id;
    }
}

public sealed class ComponentCommandsTestsOnSqlite(PostgresServer server) : ComponentCommandsTests(DatabaseKind.Sqlite, server);

public sealed class ComponentCommandsTestsOnPostgres(PostgresServer server) : ComponentCommandsTests(DatabaseKind.Postgres, server);
