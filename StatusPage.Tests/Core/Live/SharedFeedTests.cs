using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Core.Live;

public sealed class SharedFeedTests
{
    private static readonly Change Said = new(ChangeKind.Incident, OrganizationId.New(), Guid.CreateVersion7());

    private readonly SharedFeed _feed = new(new InProcessFeed(), new NodeOptions("here", "default", "/"));

    [Fact]
    public void Publish_Change_IsToldHereAndPutOut()
    {
        using var reader = _feed.Subscribe();

        _feed.Publish(Set("here"));

        Assert.True(Hears(reader));
        Assert.True(_feed.Outgoing.TryRead(out var outgoing));
        Assert.Equal([Said], outgoing.Changes);
    }

    [Fact]
    public void Hear_SameSetTwice_IsToldOnceAndNotPutOutAgain()
    {
        using var reader = _feed.Subscribe();
        var set = Set("there");

        _feed.Hear(set);
        Assert.True(Hears(reader));
        _feed.Hear(set);

        Assert.False(Hears(reader));
        Assert.False(_feed.Outgoing.TryRead(out _));
    }

    [Fact]
    public void Hear_WhatCameFromHere_IsNotToldAgain()
    {
        using var reader = _feed.Subscribe();

        _feed.Hear(Set("here"));

        Assert.False(Hears(reader));
    }

    [Fact]
    public void MissSome_WhateverConcernsAReader_ConcernsIt()
    {
        using var reader = _feed.Subscribe();

        _feed.MissSome();

        Assert.True(reader.NextAsync(_ => false, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Publish_WhileNobodyCarriesIt_KeepsTheNewestThousand()
    {
        for (var count = 0; count < 5_000; count++)
        {
            _feed.Publish(Set("here"));
        }

        var kept = 0;
        while (_feed.Outgoing.TryRead(out _))
        {
            kept++;
        }

        Assert.Equal(1024, kept);
    }

    [Fact]
    public void Hear_ThousandsInBetween_ForgetsTheOldest()
    {
        var seen = new SeenChanges();
        var first = Guid.CreateVersion7();
        Assert.True(seen.Add(first));
        for (var count = 0; count < 8_191; count++)
        {
            Assert.True(seen.Add(Guid.CreateVersion7()));
        }

        Assert.False(seen.Add(first));
        Assert.True(seen.Add(Guid.CreateVersion7()));
        Assert.True(seen.Add(first));
    }

    [Fact]
    public void Read_LinesOfANewerVersion_LeavesOutWhatMakesNoSense()
    {
        var set = Set("there");

        var read = ChangeSet.Read(set.Id, set.Node, $"weather 1 2\n\npage x y\n{set.Lines()}page");

        Assert.Equal([Said], read.Changes);
    }

    private static ChangeSet Set(string node) => new(Guid.CreateVersion7(), node, [Said]);

    private static bool Hears(FeedSubscription reader)
    {
        using var now = new CancellationTokenSource();
        var next = reader.NextAsync(change => change == Said, now.Token);
        now.Cancel();
        return next.IsCompletedSuccessfully;
    }
}
