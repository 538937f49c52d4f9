using StatusPage.Core.Components;
using StatusPage.Tests.Builders;
using StatusPage.Web.Components;

namespace StatusPage.Tests.Web.Components;

public sealed class TreeArrangementTests
{
    private const string Start = "API / Web: Shop, Log-in, Search / Data: Store";

    [Theory]
    [InlineData("Log-in", TreeWay.Up, "API / Web: Log-in, Shop, Search / Data: Store", "Log-in: place 1 of 3 in Web.")]
    [InlineData("Log-in", TreeWay.Down, "API / Web: Shop, Search, Log-in / Data: Store", "Log-in: place 3 of 3 in Web.")]
    [InlineData("Shop", TreeWay.Up, "API, Shop / Web: Log-in, Search / Data: Store", "Shop: place 2 of 2 outside of groups.")]
    [InlineData("Search", TreeWay.Down, "API / Web: Shop, Log-in / Data: Search, Store", "Search: place 1 of 2 in Data.")]
    [InlineData("API", TreeWay.Up, null, null)]
    [InlineData("Store", TreeWay.Down, null, null)]
    public void Apply_OneStep_GoesThroughTheGroups(string name, TreeWay way, string? outcome, string? said)
    {
        var tree = Trees.Read(Start);

        var step = TreeArrangement.Apply(tree, new TreeMove(false, Trees.Find(tree, name).Id.Value, way));

        Assert.Equal((outcome, said), (step is null ? null : Trees.Write(step.Tree), step?.Said));
    }

    [Theory]
    [InlineData("Search", "Web", "Shop", "API / Web: Search, Shop, Log-in / Data: Store")]
    [InlineData("Shop", "Web", null, "API / Web: Log-in, Search, Shop / Data: Store")]
    [InlineData("Shop", "Data", "Store", "API / Web: Log-in, Search / Data: Shop, Store")]
    [InlineData("Shop", null, null, "API, Shop / Web: Log-in, Search / Data: Store")]
    [InlineData("Shop", "Web", "Log-in", null)]
    [InlineData("Shop", "Web", "Store", null)]
    public void Apply_ToAPlace_MovesItThereAndAsksForIt(string name, string? group, string? before, string? outcome)
    {
        var tree = Trees.Read(Start);
        var target = tree.Groups.Single(one => one.Name == group);

        var step = TreeArrangement.Apply(tree, new TreeMove(
            false, Trees.Find(tree, name).Id.Value, TreeWay.There, target.Id?.Value, before is null ? null : Trees.Find(tree, before).Id.Value));

        Assert.Equal(outcome, step is null ? null : Trees.Write(step.Tree));
        if (step is not null)
        {
            Assert.Equal(target.Id, step.Order.Group);
            Assert.Equal(step.Tree.Groups.Single(one => one.Name == group).Components.Select(component => component.Id), step.Order.Components?.Wanted);
            Assert.Equal(target.Components.Select(component => component.Id), step.Order.Components?.Seen);
        }
    }

    [Fact]
    public void Apply_ThenUndo_AsksForWhatWas()
    {
        var tree = Trees.Read(Start);
        var shop = Trees.Find(tree, "Shop");
        var step = TreeArrangement.Apply(tree, new TreeMove(false, shop.Id.Value, TreeWay.There, tree.Groups[2].Id?.Value));

        var undo = step!.Undo;

        var left = step.Tree.Groups[1].Components.Select(component => component.Id).ToList();
        var merged = SiblingOrder.Merge(left, undo.Components!.Seen!, undo.Components.Wanted);
        Assert.Equal(tree.Groups[1].Id, undo.Group);
        Assert.Equal(tree.Groups[1].Components.Select(component => component.Id), merged.Order);
        Assert.Equal([shop.Id], merged.Moved);
    }

    [Fact]
    public void Apply_OfAGroup_LeavesThoseOutsideFirst()
    {
        var tree = Trees.Read(Start);

        var step = TreeArrangement.Apply(tree, new TreeMove(true, tree.Groups[2].Id.GetValueOrDefault().Value, TreeWay.Up));

        Assert.Equal("API / Data: Store / Web: Shop, Log-in, Search", Trees.Write(step!.Tree));
        Assert.Equal([tree.Groups[2].Id, tree.Groups[1].Id], step.Order.Groups?.Wanted.Select(id => (ComponentGroupId?)id));
        Assert.Null(TreeArrangement.Apply(tree, new TreeMove(true, tree.Groups[1].Id.GetValueOrDefault().Value, TreeWay.Up)));
    }

    [Theory]
    [InlineData("", 3, 5)]
    [InlineData("sho", 1, 1)]
    [InlineData("DATA", 1, 1)]
    [InlineData("nothing", 0, 0)]
    public void Filter_OfATree_ShowsWhatFits(string text, int groups, int components)
    {
        var shown = TreeFilter.Apply(Trees.Read(Start).Groups, text);

        Assert.Equal((groups, components), (shown.Count, shown.Sum(group => group.Components.Count)));
    }
}
