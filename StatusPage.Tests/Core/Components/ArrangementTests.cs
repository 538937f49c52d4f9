using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Components;

/// <summary>The order of groups and components, also when two people move at once.</summary>
public abstract class ArrangementTests(DatabaseKind kind, PostgresServer server) : ComponentTests(kind, server)
{
    [Fact]
    public async Task ArrangeAsync_WithinAGroup_IsTheOrderOfThePageAndOfPickers()
    {
        await ArrangeAsync(["Search", "Shop", "Log-in"], ["Shop", "Log-in", "Search"]);

        Assert.Equal("API / Web: Search, Shop, Log-in", await OutlineAsync());
        Assert.Equal(["Search", "Shop", "Log-in"], (await PublicAsync()).Groups[1].Components.Select(component => component.Name));
        Assert.Equal(
            ["API", "Search", "Shop", "Log-in"], (await Get<IComponentQueries>().ListAsync(Tenant.Id, Token)).Select(choice => choice.Name));
        Assert.Equal(2, await PageVersionAsync());
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Equal(("component.moved", IdOf("Search").Value), (entry.Action, entry.SubjectId));
        Assert.Equal(
            new AuditDifference("below", "Log-in", null), Assert.Single(AuditDiff.Between(entry.Before, entry.After), difference => difference.IsChange));
    }

    [Fact]
    public async Task ArrangeAsync_FromAnotherGroup_BringsItInAndLeavesVersionsOfTheOthers()
    {
        await Components.ArrangeAsync(
            Admin, Tenant.Page.Id, Group.Id, new([IdOf("Shop"), IdOf("API"), IdOf("Log-in"), IdOf("Search")], [IdOf("Shop"), IdOf("Log-in"), IdOf("Search")]), Token);

        Assert.Equal(" / Web: Shop, API, Log-in, Search", await OutlineAsync());
        Assert.Equal((2, 1, 1), ((await ViewAsync("API")).Version, (await ViewAsync("Shop")).Version, (await ViewAsync("Search")).Version));
    }

    [Fact]
    public async Task ArrangeAsync_AfterSomebodyElseMoved_KeepsWhatBothMoved()
    {
        await ArrangeAsync(["Search", "Shop", "Log-in"], ["Shop", "Log-in", "Search"]);

        await ArrangeAsync(["Log-in", "Shop", "Search"], ["Shop", "Log-in", "Search"]);

        Assert.Equal("API / Web: Log-in, Search, Shop", await OutlineAsync());
    }

    [Fact]
    public async Task ArrangeAsync_OfWhatWasArchivedMeanwhile_MovesTheRest()
    {
        await Components.ArchiveAsync(Admin, [IdOf("Log-in")], Token);

        await ArrangeAsync(["Search", "Shop", "Log-in"], ["Shop", "Log-in", "Search"]);

        Assert.Equal("API / Web: Search, Shop", await OutlineAsync());
    }

    [Fact]
    public async Task ArrangeAsync_FromManyAtOnce_LosesNothingAndFailsForNobody()
    {
        string[] seen = ["Shop", "Log-in", "Search"];
        string[][] wanted = [["Log-in", "Shop", "Search"], ["Shop", "Search", "Log-in"], ["Search", "Shop", "Log-in"], ["Log-in", "Search", "Shop"]];

        await Task.WhenAll(wanted.Select(one => ArrangeAsync(one, seen)));

        var group = (await TreeAsync()).Groups[1];
        Assert.Equal(["Log-in", "Search", "Shop"], group.Components.Select(component => component.Name).Order(StringComparer.Ordinal));
        Assert.Equal(5, await PageVersionAsync());
    }

    [Fact]
    public async Task ArrangeAsync_OfGroups_IsTheOrderOfThePage()
    {
        var (first, second) = (ComponentGroupId.New(), ComponentGroupId.New());
        await Groups.CreateAsync(Admin, first, Tenant.Page.Id, new GroupSettings("Data"), Token);
        await Groups.CreateAsync(Admin, second, Tenant.Page.Id, new GroupSettings("Mail"), Token);

        await Groups.ArrangeAsync(Admin, Tenant.Page.Id, new([second, Group.Id, first], [Group.Id, first, second]), Token);

        Assert.Equal(["Mail", "Web", "Data"], (await TreeAsync()).Groups.Skip(1).Select(group => group.Name));
        var entry = (await Data.AllAsync<AuditEntry>()).Single(one => one.Action == "group.moved");
        Assert.Equal(second.Value, entry.SubjectId);
    }

    private Task ArrangeAsync(string[] wanted, string[] seen) =>
        Components.ArrangeAsync(Admin, Tenant.Page.Id, Group.Id, new([.. wanted.Select(IdOf)], [.. seen.Select(IdOf)]), Token);
}

public sealed class ArrangementTestsOnSqlite(PostgresServer server) : ArrangementTests(DatabaseKind.Sqlite, server);

public sealed class ArrangementTestsOnPostgres(PostgresServer server) : ArrangementTests(DatabaseKind.Postgres, server);
