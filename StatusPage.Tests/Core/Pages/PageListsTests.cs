using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Pages;

public abstract class PageListsTests(DatabaseKind kind, PostgresServer server) : PageTests(kind, server)
{
    [Fact]
    public async Task ListAsync_SaysOfEachPageWhatItIsAndHowItStands()
    {
        var shop = Tenant.AddPage("Shop");
        var (api, web, silent) = (Tenant.AddComponent(), Tenant.AddComponent("Web"), Tenant.AddComponent("Checkout", shop));
        Tenant.AddMonitor(component: silent);
        Tenant.Add(new StatusSpan(Guid.CreateVersion7(), Tenant.Id, silent.Id, SpanSource.Monitor, ComponentStatus.Unknown, Data.Now, Guid.CreateVersion7()));
        await Tenant.SaveAsync(Data);
        await Get<IIncidentCommands>().PostAsync(Tenant.Operator, Said.Incident(api), Token);
        var away = await MakeAsync("away");
        await Commands.ArchiveAsync(Admin, away, expectedVersion: null, atRoot: null, Token);

        var list = await Lists.ListAsync(Tenant.Id, Token);

        Assert.Equal(
            [("Acme", true, 2, ComponentStatus.PartialOutage), ("Shop", false, 1, ComponentStatus.Unknown)],
            list.InUse.Select(row => (row.Name, row.IsDefault, row.Components, row.Status)));
        Assert.EndsWith($"/s/{Tenant.Page.Slug}", list.InUse[0].Address, StringComparison.Ordinal);
        Assert.Equal([("away", Data.Now.AddDays(30))], list.Archived.Select(row => (row.Slug, row.Until)));
        Assert.Equal(["Other"], (await Lists.ListAsync(Other.Id, Token)).InUse.Select(row => row.Name));
        Assert.NotNull(web);
    }

    [Fact]
    public async Task AroundAsync_SaysWhatStandsAtTheRootAndWhatElseThereIs()
    {
        var shop = await MakeAsync("shop");

        var around = await Lists.AroundAsync(Tenant.Id, Page, Token);

        Assert.Equal((RootState.OwnPage, new PageChoice(Page, "Acme")), (around.Root, around.RootPage));
        Assert.Equal([new PageChoice(shop, "shop")], around.Others);
        Assert.Equal(RootState.OtherOrganization, (await Lists.AroundAsync(Other.Id, Other.Page.Id, Token)).Root);
    }

    [Fact]
    public async Task FrontAsync_IsTheRootOrTheFirstPageOrNothing()
    {
        Assert.Equal("/", await Lists.FrontAsync(Tenant.Id, Token));
        Assert.Equal($"/s/{Other.Page.Slug}", await Lists.FrontAsync(Other.Id, Token));
        Assert.Null(await Lists.FrontAsync(OrganizationId.New(), Token));
    }

    [Fact]
    public async Task FindAsync_OfAnotherOrganisationsPage_FindsNothing() => Assert.Null(await Lists.FindAsync(Tenant.Id, Other.Page.Id, Token));

    [Fact]
    public async Task ViewAsync_OfWhatIsTyped_ShowsItAndSavesNothing()
    {
        Tenant.AddComponent();
        await Tenant.SaveAsync(Data);
        var previews = Get<IPagePreviews>();

        var typed = await previews.ViewAsync(Tenant.Id, Page, "Acme Cloud", "Asia/Tokyo", Token);
        var half = await previews.ViewAsync(Tenant.Id, Page, " ", "Asia/To", Token);
        var foreign = await previews.ViewAsync(Other.Id, Page, "Mine", "UTC", Token);

        Assert.Equal(("Acme Cloud", "Asia/Tokyo", 1), (typed.Name, typed.TimeZone, typed.Groups.Count));
        Assert.Equal(("Acme", "Europe/Berlin"), (half.Name, half.TimeZone));
        Assert.Equal(("Mine", 0), (foreign.Name, foreign.Groups.Count));
        Assert.Equal("Acme", (await ViewAsync())?.Name);
    }

    [Fact]
    public async Task CreateAsync_AsAClone_HasTheSameGroupsComponentsAndMonitorsAndNoHistory()
    {
        var group = Tenant.AddGroup("Core", position: 3);
        var (api, hidden) = (Tenant.AddComponent(), Tenant.AddComponent("Hidden"));
        api.PutInto(group);
        api.Describe("For programs");
        hidden.Hide();
        var monitor = Tenant.AddMonitor(component: api);
        await Tenant.SaveAsync(Data);
        await Get<IIncidentCommands>().PostAsync(Tenant.Operator, Said.Incident(hidden), Token);
        var id = PublicPageId.New();

        await Commands.CreateAsync(Admin, id, Settings("Copy", "copy", isDefault: false), Page, Token);

        var view = await ViewAsync(id);
        var (made, shown) = (Assert.Single(view!.Groups), Assert.Single(view.Groups[0].Components));
        Assert.Equal(("Core", "API", "For programs", ComponentStatus.Unknown), (made.Name, shown.Name, shown.Description, shown.Status));
        Assert.Empty(view.Open);
        var copies = (await Data.AllAsync<ServiceComponent>()).Where(component => component.PageId == id).ToList();
        Assert.Equal([("API", true), ("Hidden", false)], copies.Select(copy => (copy.Name, copy.Visible)).OrderBy(copy => copy.Name));
        Assert.Equal(2, (await Data.AllAsync<MonitorLink>()).Count(link => link.MonitorId == monitor.Id));
        Assert.Equal(["incident.posted", "monitor.changed", "page.created"], (await ActsAsync()).Order(StringComparer.Ordinal));
    }
}

public sealed class PageListsTestsOnSqlite(PostgresServer server) : PageListsTests(DatabaseKind.Sqlite, server);

public sealed class PageListsTestsOnPostgres(PostgresServer server) : PageListsTests(DatabaseKind.Postgres, server);
