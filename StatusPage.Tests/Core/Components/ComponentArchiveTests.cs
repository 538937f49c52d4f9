using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Components;

/// <summary>Groups, acts on several components at once, the archive, and taking such acts back.</summary>
public abstract class ComponentArchiveTests(DatabaseKind kind, PostgresServer server) : ComponentTests(kind, server)
{
    [Fact]
    public async Task ArchiveAsync_ThenUndo_IsGoneFromEverywhereAndComesBackToItsPlace()
    {
        var undo = await Components.ArchiveAsync(Admin, [IdOf("Log-in"), IdOf("API")], Token);

        Assert.Equal(" / Web: Shop, Search", await OutlineAsync());
        Assert.Equal(["Shop", "Search"], (await PublicAsync()).Groups.SelectMany(group => group.Components).Select(component => component.Name));
        Assert.Equal(["Shop", "Search"], (await Get<IComponentQueries>().ListAsync(Tenant.Id, Token)).Select(choice => choice.Name));
        var archived = (await TreeAsync()).ArchivedComponents.Single(component => component.Name == "Log-in");
        Assert.Equal(("Web", Data.Now + IArchivable.Kept), (archived.GroupName, archived.Until));
        Assert.Equal(2, undo.Count);

        await Components.UndoAsync(Admin, undo, Token);

        Assert.Equal("API / Web: Shop, Log-in, Search", await OutlineAsync());
        Assert.Equal(3, await PageVersionAsync());
    }

    [Fact]
    public async Task RestoreAsync_AfterThirtyDays_IsRefused()
    {
        await Components.ArchiveAsync(Admin, [IdOf("API")], Token);
        Clock.Advance(IArchivable.Kept);

        await Assert.ThrowsAsync<RuleViolationException>(() => Components.RestoreAsync(Admin, [IdOf("API")], Token));

        Assert.Empty((await TreeAsync()).ArchivedComponents);
        Assert.NotNull((await RowAsync(IdOf("API"))).ArchivedAt);
    }

    [Fact]
    public async Task UndoAsync_AfterSomebodyElsesChange_LeavesAllAsTheyAre()
    {
        var undo = await Components.ShowAsync(Admin, [IdOf("Shop"), IdOf("Search")], visible: false, Token);
        await Components.ChangeAsync(Admin, IdOf("Search"), null, Settings("Find", Group.Id) with { Visible = false }, Token);

        await Assert.ThrowsAsync<StaleVersionException>(() => Components.UndoAsync(Admin, undo, Token));

        Assert.False((await ViewAsync("Shop")).Visible);
    }

    [Fact]
    public async Task UndoAsync_ByAnotherOrganization_FindsNothing()
    {
        var undo = await Components.ShowAsync(Admin, [IdOf("Shop")], visible: false, Token);

        await Assert.ThrowsAsync<NotFoundException>(() => Components.UndoAsync(new Tenant(Data.Now, "Other").As(Role.Admin), undo, Token));

        Assert.False((await ViewAsync("Shop")).Visible);
    }

    [Fact]
    public async Task ShowAsync_OfSomeHiddenAlready_CountsTheOthers()
    {
        await Components.ShowAsync(Admin, [IdOf("Shop")], visible: false, Token);

        var undo = await Components.ShowAsync(Admin, [IdOf("Shop"), IdOf("API")], visible: false, Token);

        Assert.Equal(1, undo.Count);
        Assert.Equal(["Log-in", "Search"], (await PublicAsync()).Groups.SelectMany(group => group.Components).Select(component => component.Name));
    }

    [Fact]
    public async Task MoveAsync_OfSeveral_PutsThemLastAndCanBeUndone()
    {
        var undo = await Components.MoveAsync(Admin, [IdOf("Shop"), IdOf("Log-in")], group: null, Token);

        Assert.Equal("API, Shop, Log-in / Web: Search", await OutlineAsync());

        await Components.UndoAsync(Admin, undo, Token);

        Assert.Equal("API / Web: Shop, Log-in, Search", await OutlineAsync());
    }

    [Fact]
    public async Task Group_ArchivedAndRestored_TakesItsComponentsAlongAndNoOthers()
    {
        await Components.ArchiveAsync(Admin, [IdOf("Search")], Token);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Groups.ArchiveAsync(Admin, Group.Id, Token);

        Assert.Equal("API", await OutlineAsync());
        var tree = await TreeAsync();
        Assert.Equal(("Web", 2), (Assert.Single(tree.ArchivedGroups).Name, tree.ArchivedGroups[0].Components));
        Assert.Equal("Search", Assert.Single(tree.ArchivedComponents).Name);
        Assert.Equal(["API"], (await PublicAsync()).Groups.SelectMany(group => group.Components).Select(component => component.Name));

        await Groups.RestoreAsync(Admin, Group.Id, Token);

        Assert.Equal("API / Web: Shop, Log-in", await OutlineAsync());
    }

    [Fact]
    public async Task RestoreAsync_OfAComponentWhoseGroupIsArchived_PutsItOutside()
    {
        await Components.ArchiveAsync(Admin, [IdOf("Search")], Token);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Groups.ArchiveAsync(Admin, Group.Id, Token);

        await Components.RestoreAsync(Admin, [IdOf("Search")], Token);

        Assert.Equal("API, Search", await OutlineAsync());
    }

    [Fact]
    public async Task Group_Changed_IsSoOnThePageAndStaleForWhoeverReadBefore()
    {
        await Groups.ChangeAsync(Admin, Group.Id, 1, new GroupSettings("Shop front", CollapseRule.Closed), Token);

        var shown = (await PublicAsync()).Groups[1];
        Assert.Equal(("Shop front", CollapseRule.Closed), (shown.Name, shown.Collapse));
        await Assert.ThrowsAsync<StaleVersionException>(() => Groups.ChangeAsync(Admin, Group.Id, 1, new GroupSettings("Mine"), Token));
    }

    [Fact]
    public async Task Acts_OnAnArchivedPage_FindNothing()
    {
        await Data.ExecuteAsync("UPDATE pages SET archived_at = created_at");

        await Assert.ThrowsAsync<NotFoundException>(() => Components.CreateAsync(Admin, ServiceComponentId.New(), Tenant.Page.Id, Settings("x"), Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Components.ShowAsync(Admin, [IdOf("API")], visible: false, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Groups.ArchiveAsync(Tenant.As(Role.Owner), Group.Id, Token));
    }
}

public sealed class ComponentArchiveTestsOnSqlite(PostgresServer server) : ComponentArchiveTests(DatabaseKind.Sqlite, server);

public sealed class ComponentArchiveTestsOnPostgres(PostgresServer server) : ComponentArchiveTests(DatabaseKind.Postgres, server);
