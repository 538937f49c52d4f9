using StatusPage.Web.Components;

namespace StatusPage.Tests.Web.Components;

public sealed class TreeMoveTests
{
    private const string Item = "0199a5e0c0de7000800000000000000a";
    private const string Group = "0199a5e0c0de7000800000000000000b";
    private const string Next = "0199a5e0c0de7000800000000000000c";

    private static readonly Guid ItemId = Guid.ParseExact(Item, "n");

    [Fact]
    public void Read_OfWhatTheScriptSays_IsWhatWasMoved()
    {
        Assert.Equal(new TreeMove(false, ItemId, TreeWay.Up), TreeMove.Read($"c:{Item}|up"));
        Assert.Equal(new TreeMove(true, ItemId, TreeWay.Down), TreeMove.Read($"g:{Item}|down"));
        Assert.Equal(
            new TreeMove(false, ItemId, TreeWay.There, Guid.ParseExact(Group, "n"), Guid.ParseExact(Next, "n")), TreeMove.Read($"c:{Item}|to|{Group}|{Next}"));
        Assert.Equal(new TreeMove(true, ItemId, TreeWay.There), TreeMove.Read($"g:{Item}|to||"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c:")]
    [InlineData("c:0199a5e0c0de7000800000000000000z|up")]
    [InlineData($"x:{Item}|up")]
    [InlineData($"c:{Item}")]
    [InlineData($"c:{Item}|sideways")]
    [InlineData($"c:{Item}|to|{Group}")]
    [InlineData($"c:{Item}|to|here|")]
    [InlineData($"c:{Item}|to|{Group}|{Next}|more")]
    public void Read_OfAnythingElse_IsNothing(string? text) => Assert.Null(TreeMove.Read(text));
}
