using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Pages;

public abstract class PageCommandsTests(DatabaseKind kind, PostgresServer server) : PageTests(kind, server)
{
    [Fact]
    public async Task CreateAsync_Twice_MakesOneThatIsRendered()
    {
        var id = PublicPageId.New();

        await Commands.CreateAsync(Admin, id, Settings("Shop", "shop", isDefault: false), cloneOf: null, Token);
        await Commands.CreateAsync(Admin, id, Settings("Shop", "shop", isDefault: false), cloneOf: null, Token);

        var head = await HeadAsync(id);
        Assert.Equal(("shop", false, PageVisibility.Public), (head.Slug, head.IsDefault, head.Visibility));
        Assert.Equal(1, (await Data.AllAsync<OutboxMessage>()).Count(message => message.SubjectId == id.Value && message.Kind == OutboxKind.PageRender));
        Assert.Equal(["page.created"], await ActsAsync());
    }

    [Fact]
    public async Task ChangeAsync_Saves_AndWritesDownWhatItWasAndWhatItIs()
    {
        var before = await HeadAsync();

        await Commands.ChangeAsync(
            Admin, Page, expectedVersion: 1, new PageSettings("Acme Cloud", "acme", "Asia/Tokyo", PageVisibility.Unlisted, IsDefault: true), Token);

        var view = await ViewAsync();
        Assert.Equal(("Acme Cloud", "acme", "Asia/Tokyo", true), (view!.Name, view.Slug, view.TimeZone, view.IsUnlisted));
        Assert.Equal(before.ContentVersion + 1, (await HeadAsync()).ContentVersion);
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Contains("\"timeZone\":\"Europe/Berlin\"", entry.Before, StringComparison.Ordinal);
        Assert.Contains("\"visibility\":\"unlisted\"", entry.After, StringComparison.Ordinal);
        Assert.Equal(2, (await Lists.FindAsync(Tenant.Id, Page, Token))?.Version);
    }

    [Fact]
    public async Task ChangeAsync_OfAnOlderVersion_IsRefusedAndSavesNothing()
    {
        await MoveAsync("acme");

        await Assert.ThrowsAsync<StaleVersionException>(() => Commands.ChangeAsync(Admin, Page, expectedVersion: 1, Settings("Mine"), Token));

        Assert.Equal("Acme", (await ViewAsync())?.Name);
    }

    [Theory]
    [InlineData("", "acme", "UTC", "The page's name is missing.")]
    [InlineData("Acme", "Acme!", "UTC", "A page's address has 1 to 63 lower-case letters, digits and single hyphens between them.")]
    [InlineData("Acme", "acme", "Mars/Base", "\"Mars/Base\" is not a time zone; use an IANA name such as Europe/Berlin.")]
    public async Task CreateAndChange_WhatCannotBe_AreRefused(string name, string slug, string zone, string says)
    {
        var settings = new PageSettings(name, slug, zone, PageVisibility.Public, IsDefault: true);

        Assert.Equal(says, await RefusalAsync(Commands.CreateAsync(Admin, PublicPageId.New(), settings, cloneOf: null, Token)));
        Assert.Equal(says, await RefusalAsync(Commands.ChangeAsync(Admin, Page, expectedVersion: null, settings, Token)));
    }

    [Theory]
    [InlineData(PageVisibility.Password)]
    [InlineData(PageVisibility.Members)]
    public async Task ChangeAsync_ToWhatNobodyHonours_IsRefused(PageVisibility visibility) => Assert.Equal(
        "A page is public or unlisted; who may see it cannot be narrowed further.",
        await RefusalAsync(Commands.ChangeAsync(Admin, Page, expectedVersion: null, Settings() with { Visibility = visibility }, Token)));

    [Fact]
    public async Task Root_GoesFromOnePageToAnother_AndStaysWithTheOrganisation()
    {
        var shop = await MakeAsync("shop", isDefault: true);

        Assert.Equal((false, true), ((await HeadAsync()).IsDefault, (await HeadAsync(shop)).IsDefault));
        Assert.Equal(
            "This page stands at the root of the installation. Put another page there, and this one leaves.",
            await RefusalAsync(Commands.ChangeAsync(Admin, shop, expectedVersion: null, Settings("shop", "shop", isDefault: false), Token)));
        Assert.StartsWith("Another organisation has its page", await RefusalAsync(MakeAsync("theirs", isDefault: true, Other)), StringComparison.Ordinal);
        Assert.Single(await Get<IPageQueries>().HeadsAsync(Token), head => head.IsDefault);
    }

    [Fact]
    public async Task ArchiveAsync_OfTheOneAtTheRoot_HasToBeToldWhatStandsThere()
    {
        var shop = await MakeAsync("shop");

        Assert.StartsWith("This page stands at the root", await RefusalAsync(Commands.ArchiveAsync(Admin, Page, expectedVersion: null, atRoot: null, Token)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ArchiveAsync(Admin, Page, expectedVersion: null, new PageAtRoot(Other.Page.Id), Token));
        await Commands.ArchiveAsync(Admin, Page, expectedVersion: null, new PageAtRoot(shop), Token);

        Assert.True((await HeadAsync(shop)).IsDefault);
        await Commands.ArchiveAsync(Admin, shop, expectedVersion: null, new PageAtRoot(Page: null), Token);
        Assert.DoesNotContain(await Get<IPageQueries>().HeadsAsync(Token), head => head.IsDefault);
        Assert.Equal(RootState.Empty, (await Lists.AroundAsync(Tenant.Id, Page, Token)).Root);
    }

    [Fact]
    public async Task RestoreAsync_WithinItsTime_BringsItBackWithAllThatItWas()
    {
        await MoveAsync("moved");
        var before = await HeadAsync();
        await Commands.ArchiveAsync(Admin, Page, expectedVersion: 2, new PageAtRoot(Page: null), Token);
        Assert.Null(await ViewAsync());
        Clock.Advance(IArchivable.Kept - TimeSpan.FromMinutes(1));

        await Commands.RestoreAsync(Admin, Page, toRoot: true, Token);
        await Commands.RestoreAsync(Admin, Page, toRoot: false, Token);

        var after = await HeadAsync();
        Assert.Equal(("moved", true), (after.Slug, after.IsDefault));
        Assert.True(after.ContentVersion > before.ContentVersion);
        Assert.Equal([Tenant.Page.Slug], (await ViewAsync())?.FormerSlugs);
        Assert.Equal(["page.changed", "page.archived", "page.restored"], await ActsAsync());
    }

    [Fact]
    public async Task RestoreAsync_TooLate_IsRefused_AndItsAddressIsAnybodys()
    {
        await MoveAsync("moved");
        await Commands.ArchiveAsync(Admin, Page, expectedVersion: null, new PageAtRoot(Page: null), Token);
        Assert.Equal("The address moved belongs to Acme, which is archived; choose another.", await Lists.SlugProblemAsync(Tenant.Id, PublicPageId.New(), "moved", Token));
        Clock.Advance(IArchivable.Kept);

        Assert.Equal("The page was archived more than 30 days ago and cannot be brought back.", await RefusalAsync(Commands.RestoreAsync(Admin, Page, toRoot: false, Token)));
        var current = await MakeAsync("moved", tenant: Other);
        var former = await MakeAsync(Tenant.Page.Slug, tenant: Other);

        Assert.Equal(("moved", Tenant.Page.Slug), ((await HeadAsync(current)).Slug, (await HeadAsync(former)).Slug));
        Assert.Empty((await Lists.ListAsync(Tenant.Id, Token)).Archived);
    }

    [Fact]
    public async Task Commands_OnAPageOfAnotherOrganisation_FindNothing()
    {
        var theirs = Other.Page.Id;

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ChangeAsync(Admin, theirs, expectedVersion: null, Settings(slug: "x"), Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ArchiveAsync(Admin, theirs, expectedVersion: null, new PageAtRoot(Page: null), Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.RestoreAsync(Admin, theirs, toRoot: false, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.GiveUpSlugAsync(Admin, theirs, Other.Page.Slug, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.CreateAsync(Admin, PublicPageId.New(), Settings(slug: "y", isDefault: false), theirs, Token));
        Assert.Empty(await ActsAsync());
    }
}

public sealed class PageCommandsTestsOnSqlite(PostgresServer server) : PageCommandsTests(DatabaseKind.Sqlite, server);

public sealed class PageCommandsTestsOnPostgres(PostgresServer server) : PageCommandsTests(DatabaseKind.Postgres, server);
