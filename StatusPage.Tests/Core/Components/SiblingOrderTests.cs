using StatusPage.Core.Components;

namespace StatusPage.Tests.Core.Components;

public sealed class SiblingOrderTests
{
    [Theory]
    [InlineData("abcd", "abcd", "abcd", "abcd", "")]
    [InlineData("abcd", "abcd", "dabc", "dabc", "d")]
    [InlineData("abcd", "abcd", "bcda", "bcda", "a")]
    [InlineData("abcd", "abcd", "dcba", "dcba", "dcb")]

    // Somebody else has put c first; this one puts a last, and had not seen it.
    [InlineData("cabd", "abcd", "bcda", "cbda", "a")]

    // Both move the same: the later one wins.
    [InlineData("dabc", "abcd", "adbc", "adbc", "d")]

    // e has been added, b archived, meanwhile.
    [InlineData("acde", "abcd", "dabc", "dace", "d")]

    // x comes in from elsewhere.
    [InlineData("abc", "abc", "axbc", "axbc", "x")]
    [InlineData("", "", "x", "x", "x")]

    // Somebody else has taken c elsewhere: it is not fetched back.
    [InlineData("abd", "abcd", "dabc", "dab", "d")]

    // Not all are named: who is not stays behind whom it stands.
    [InlineData("abcd", "abcd", "ca", "cabd", "c")]
    public void Merge_OfWhatIsWanted_MovesOnlyWhatItMoves(string current, string seen, string wanted, string order, string moved)
    {
        var merged = SiblingOrder.Merge([.. current], [.. seen], [.. wanted]);

        Assert.Equal(order, string.Concat(merged.Order));
        Assert.Equal(moved.Length, merged.Moved.Count);
        Assert.All(merged.Moved, one => Assert.Contains(one, moved));
    }

    [Fact]
    public void Merge_WhereNobodyElseMoved_IsWhatIsWanted()
    {
        var random = new Random(20_261_124);
        for (var round = 0; round < 500; round++)
        {
            int[] current = [.. Enumerable.Range(0, random.Next(0, 30))];
            var wanted = current.ToArray();
            random.Shuffle(wanted);

            var merged = SiblingOrder.Merge(current, current, wanted);

            Assert.Equal(wanted, merged.Order);
        }
    }

    [Fact]
    public void Merge_OfAnything_LosesAndDoublesNone()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            int[] all = [.. Enumerable.Range(0, 12)];
            var (current, seen, wanted) = (Some(random, all), Some(random, all), Some(random, all));

            var merged = SiblingOrder.Merge(current, seen, wanted);

            Assert.Equal(current.Union(wanted.Except(seen)).Order(), merged.Order.Order());
        }
    }

    private static int[] Some(Random random, int[] all)
    {
        var some = all.ToArray();
        random.Shuffle(some);
        return some[..random.Next(0, all.Length)];
    }
}
