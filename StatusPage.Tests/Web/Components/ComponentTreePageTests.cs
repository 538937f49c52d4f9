using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Components;

namespace StatusPage.Tests.Web.Components;

public sealed class ComponentTreePageTests : StaffContext
{
    private readonly FakeComponentCommands _commands = new() { Tree = Trees.Read("API / Web: Shop, Log-in") };

    public ComponentTreePageTests() => Services
        .AddSingleton<IPageTreeQueries>(_commands).AddSingleton<IComponentCommands>(_commands).AddSingleton<IGroupCommands>(_commands)
        .AddSingleton<IMonitorQueries>(new FakeMonitors());

    private PageTree Tree => _commands.Tree ?? throw new InvalidOperationException();

    [Fact]
    public void Page_WithoutComponents_SaysWhatTheyAreForAndOffersTheFirst()
    {
        _commands.Tree = Trees.Read("");
        var page = Open();

        page.Find("[data-test=first]").Click();
        page.WaitForElement("[data-test=component-name]").Input("Shop");
        page.Find("form.new-name").Submit();

        page.WaitForAssertion(() => Assert.Equal(["create Shop in -"], _commands.Acts));
        Assert.Equal("", page.Find("[data-test=component-name]").GetAttribute("value") ?? "");
    }

    [Fact]
    public void NewComponent_ThatIsRefused_ComesBackIntoTheField()
    {
        var page = Open();
        page.FindAll("[data-test=add]")[1].Click();
        _commands.Failure = new RuleViolationException("No.");

        page.WaitForElement("[data-test=component-name]").Input("Cart");
        page.Find("form.new-name").Submit();

        page.WaitForAssertion(() => Assert.Equal("Cart", page.Find("[data-test=component-name]").GetAttribute("value")));
    }

    [Fact]
    public void Move_ShowsAtOnceSaysWhereAndCanBeUndone()
    {
        var held = new TaskCompletionSource();
        _commands.Held = held.Task;
        var page = Open();

        page.Find("[data-test=move]").Change($"c:{Trees.Find(Tree, "Log-in").Id}|up");

        Assert.Equal(["API", "Log-in", "Shop"], Names(page));
        Assert.Equal("Log-in: place 1 of 2 in Web.", page.Find("[data-test=said]").TextContent);
        Assert.Equal(["arrange Web: Log-in, Shop"], _commands.Acts);
        Assert.Empty(Snackbars());
        held.SetResult();
        page.WaitForAssertion(() => Assert.Equal("Log-in: place 1 of 2 in Web.", Assert.Single(Snackbars()).Message));
    }

    [Fact]
    public void Moves_OneAfterTheOther_AreSavedInTheirOrder()
    {
        var held = new TaskCompletionSource();
        _commands.Held = held.Task;
        var page = Open();
        var shop = Trees.Find(Tree, "Shop").Id;

        page.Find("[data-test=move]").Change($"c:{shop}|down");
        page.Find("[data-test=move]").Change($"c:{shop}|up");

        Assert.Equal(["arrange Web: Log-in, Shop"], _commands.Acts);
        held.SetResult();
        page.WaitForAssertion(() => Assert.Equal(["arrange Web: Log-in, Shop", "arrange Web: Shop, Log-in"], _commands.Acts));
    }

    [Fact]
    public void Filter_Typed_ShowsWhatFitsAndMovesNothing()
    {
        var page = Open("?q=shop");

        Assert.Equal(["Shop"], Names(page));
        Assert.Equal("1 of 3", page.Find("[data-test=count]").TextContent);
        Assert.Empty(page.FindAll("[data-test=grip]"));
        page.Find("[data-test=move]").Change($"c:{Trees.Find(Tree, "Shop").Id}|down");
        Assert.Empty(_commands.Acts);
    }

    [Theory]
    [InlineData("", 101)]
    [InlineData(" / Web: Shop", 0)]
    public void Page_WithVeryMany_BeginsFoldedWhereThereAreGroupsToUnfold(string rest, int shown)
    {
        _commands.Tree = Trees.Read(string.Join(", ", Enumerable.Range(0, 101).Select(number => $"Region {number}")) + rest);

        var page = Open();

        Assert.Equal(shown, page.FindAll("[data-test=component]").Count);
        Assert.Equal(shown == 0 ? 1 : 0, page.FindAll("[data-test=fold-all]").Count);
    }

    [Fact]
    public void Bulk_OnWhatIsChosen_ActsOnceAndOffersUndo()
    {
        var page = Open();
        page.FindAll("[data-test=choose]")[0].Change(true);
        page.FindAll("[data-test=choose]")[1].Change(true);

        page.Find("[data-test=move-to]").Change(Tree.Groups[1].Id.ToString());

        page.WaitForAssertion(() => Assert.Equal(["move to Web: API, Shop"], _commands.Acts));
        page.WaitForAssertion(() => Assert.Equal("Moved 2 components.", Assert.Single(Snackbars()).Message));
    }

    [Theory]
    [InlineData(Role.Viewer, 0, 0)]
    [InlineData(Role.Operator, 1, 0)]
    [InlineData(Role.Admin, 1, 1)]
    public void Sheet_ForEachRole_OffersWhatItMay(Role role, int byHand, int forms)
    {
        Actors.Role = role;
        var page = Open();

        page.FindAll("[data-test=open]")[1].Click();

        Assert.Equal((byHand, forms), (page.FindAll("[data-test=by-hand]").Count, page.FindAll(".side form").Count));
        Assert.Equal(forms > 0, page.FindAll("[data-test=grip]").Count > 0);
    }

    [Fact]
    public void StatusByHand_SetWithSince_IsSaid()
    {
        var page = OpenShop();

        page.Find("[data-test=hand-status]").Change(nameof(ComponentStatus.MajorOutage));
        page.Find("[data-test=hand-since]").Change("15");
        page.Find("[data-test=hand-set]").Click();

        page.WaitForAssertion(() => Assert.Equal(["status Shop: MajorOutage since 11:45"], _commands.Acts));
        Assert.Equal("Shop is set to major outage.", Assert.Single(Snackbars()).Message);
    }

    [Fact]
    public void Sheet_WhileSomebodyElseChangesIt_KeepsWhatWasTypedAndAsks()
    {
        var page = OpenShop();
        page.Find("[data-test=edit-description]").Input("Where people buy");

        Change("Shop", shop => shop with { Name = "Store", Version = 2 });
        page.WaitForElement("[data-test=overtaken]");
        page.Find(".side form").Submit();

        Assert.Empty(_commands.Acts);
        Assert.Equal("Where people buy", page.Find("[data-test=edit-description]").GetAttribute("value"));
        page.Find("[data-test=mine]").Click();
        page.Find(".side form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["change Store of 2"], _commands.Acts));
        Assert.Equal(("Shop", "Where people buy"), (_commands.Saved?.Name, _commands.Saved?.Description));
    }

    [Fact]
    public void Sheet_OfWhatSomebodyArchives_KeepsWhatWasTyped()
    {
        var page = OpenShop();
        page.Find("[data-test=edit-description]").Input("Where people buy");

        _commands.Tree = Tree with { Groups = [Tree.Groups[0], Tree.Groups[1] with { Components = [.. Tree.Groups[1].Components.Skip(1)] }] };
        Tell();

        page.WaitForElement("[data-test=gone]");
        Assert.Equal("Where people buy", page.Find("[data-test=edit-description]").GetAttribute("value"));
        Assert.True(page.Find("[data-test=save]").HasAttribute("disabled"));
    }

    [Fact]
    public void Sheet_LeftWithWhatWasTyped_LeadsBackToIt()
    {
        var page = OpenShop();
        page.Find("[data-test=edit-description]").Input("Where people buy");

        page.FindAll("[data-test=open]")[0].Click();
        Assert.Equal("API", page.Find("#sheet-title").TextContent);
        var told = Assert.Single(Snackbars());
        Assert.Equal("What you typed about Shop is not saved.", told.Message);
        var bars = Render<MudSnackbarProvider>();
        bars.WaitForElement(".mud-snackbar-action-button, .mud-snackbar-content-action button").Click();

        page.WaitForAssertion(() => Assert.Equal("Where people buy", page.Find("[data-test=edit-description]").GetAttribute("value")));
        Assert.Equal("Shop", page.Find("#sheet-title").TextContent);
    }

    [Fact]
    public void Sheet_WithALinkThatIsNone_SaysSoWhileItIsTyped()
    {
        var page = OpenShop();

        page.Find("[data-test=edit-link]").Input("example.com");

        Assert.Contains("A link begins with https://", page.Find(".side form").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-test=save]").HasAttribute("disabled"));
    }

    [Fact]
    public void Group_Edited_IsSavedWithItsRule()
    {
        var page = Open();
        page.Find("[data-test=edit-group]").Click();

        page.Find("[data-test=edit-name]").Input("Shop front");
        page.Find("[data-test=rule-OpenOnProblem]").Change(true);
        page.Find(".side form").Submit();

        page.WaitForAssertion(() => Assert.Equal(["change group Web to Shop front, OpenOnProblem"], _commands.Acts));
    }

    [Fact]
    public void Page_ThatIsNotThere_SaysSo()
    {
        var id = Tree.PageId.Value;
        _commands.Tree = null;

        var page = Render<ComponentTreePage>(parameters => parameters.Add(one => one.Id, id));

        page.WaitForElement("[data-test=missing]");
    }

    private static IEnumerable<string> Names(IRenderedComponent<ComponentTreePage> page) => page.FindAll("[data-test=open] b").Select(name => name.TextContent);

    private IEnumerable<Snackbar> Snackbars() => Services.GetRequiredService<ISnackbar>().ShownSnackbars;

    private void Change(string name, Func<TreeComponent, TreeComponent> change)
    {
        _commands.Tree = Tree with
        {
            Groups = [.. Tree.Groups.Select(group => group with { Components = [.. group.Components.Select(one => one.Name == name ? change(one) : one)] })],
        };
        Tell();
    }

    private void Tell()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Page, Owner.OrganizationId, Tree.PageId.Value));
    }

    private IRenderedComponent<ComponentTreePage> OpenShop()
    {
        var page = Open();
        page.FindAll("[data-test=open]")[1].Click();
        page.WaitForElement("[data-test=edit-name]");
        return page;
    }

    private IRenderedComponent<ComponentTreePage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/pages/{Tree.PageId.Value}/components{query}");
        var page = Render<ComponentTreePage>(parameters => parameters.Add(one => one.Id, Tree.PageId.Value));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".waiting")));
        return page;
    }
}
