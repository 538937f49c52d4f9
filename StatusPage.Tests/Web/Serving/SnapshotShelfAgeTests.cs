using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Web.Serving;
using static StatusPage.Tests.Builders.SampleSnapshots;

namespace StatusPage.Tests.Web.Serving;

/// <summary>How old the shelf says that its pages are, and in which wording it serves them.</summary>
public sealed class SnapshotShelfAgeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(PageViews.Noon);
    private readonly SnapshotShelf _shelf;
    private readonly PageSnapshot _current = Snapshot();
    private readonly PageSnapshot _stale = Snapshot(words: "stale");

    public SnapshotShelfAgeTests()
    {
        _shelf = new SnapshotShelf(_time);
        _shelf.Put(_current);
    }

    [Fact]
    public void AsOf_NeverConfirmed_IsWhenItWasRendered()
    {
        _time.Advance(10 * Second);

        Assert.Equal(PageViews.Noon, _shelf.AsOf(_current));
    }

    [Fact]
    public void AsOf_Confirmed_IsThatInstant()
    {
        _shelf.Confirm(PageViews.Noon + (3 * Second));

        Assert.Equal(PageViews.Noon + (3 * Second), _shelf.AsOf(_current));
    }

    [Fact]
    public void AsOf_DoubtedPage_StandsStillWhileOthersGoOn()
    {
        var other = Snapshot(page: 2, slug: "other");
        _shelf.Put(other);
        _shelf.Doubt(_current.PageId);

        _shelf.Confirm(PageViews.Noon + (3 * Second));

        Assert.Equal(PageViews.Noon, _shelf.AsOf(_current));
        Assert.Equal(PageViews.Noon + (3 * Second), _shelf.AsOf(other));
    }

    [Fact]
    public void Put_AfterDoubt_IsConfirmedAgain()
    {
        _shelf.Doubt(_current.PageId);
        var newer = Snapshot(version: 2, after: Second);

        _shelf.Put(newer);
        _shelf.Confirm(PageViews.Noon + (3 * Second));

        Assert.Equal(PageViews.Noon + (3 * Second), _shelf.AsOf(newer));
    }

    [Fact]
    public void Put_RefusedAfterDoubt_LeavesTheDoubt()
    {
        _shelf.Doubt(_current.PageId);

        _shelf.Put(Snapshot(version: 0));
        _shelf.Confirm(PageViews.Noon + (3 * Second));

        Assert.Equal(PageViews.Noon, _shelf.AsOf(_current));
    }

    [Theory]
    [InlineData(60, "current")]
    [InlineData(61, "stale")]
    public void Serve_Unconfirmed_ChangesItsWordsAfterAMinute(int seconds, string expected)
    {
        _shelf.Confirm(PageViews.Noon);
        _shelf.PutStale(_stale);

        _time.Advance(seconds * Second);

        Assert.Same(expected == "stale" ? _stale : _current, _shelf.Serve("demo"));
    }

    [Fact]
    public void Serve_OldWithoutStaleWording_IsTheCurrentOne()
    {
        _shelf.Confirm(PageViews.Noon);

        _time.Advance(100 * Second);

        Assert.True(_shelf.IsStale(_current));
        Assert.Same(_current, _shelf.Serve("demo"));
    }

    [Fact]
    public void ServeDefault_Unconfirmed_IsWordedStaleToo()
    {
        _shelf.Keep(new HashSet<PublicPageId> { _current.PageId }, _current.PageId);
        _shelf.PutStale(_stale);

        _time.Advance(61 * Second);

        Assert.Same(_stale, _shelf.ServeDefault());
    }

    [Fact]
    public void Confirm_AfterStale_ForgetsTheStaleWording()
    {
        _shelf.PutStale(_stale);
        _time.Advance(61 * Second);

        _shelf.Confirm(_time.GetUtcNow());

        Assert.False(_shelf.HasStale(_current.PageId));
        Assert.Same(_current, _shelf.Serve("demo"));
    }

    [Fact]
    public void Confirm_DoubtedPage_KeepsItsStaleWording()
    {
        _shelf.Doubt(_current.PageId);
        _shelf.PutStale(_stale);
        _time.Advance(61 * Second);

        _shelf.Confirm(_time.GetUtcNow());

        Assert.Same(_stale, _shelf.Serve("demo"));
    }

    [Fact]
    public void Put_NewerWhileStale_IsServedAtOnce()
    {
        var newer = Snapshot(version: 2, after: 61 * Second);
        _shelf.Confirm(PageViews.Noon);
        _shelf.PutStale(_stale);
        _time.Advance(61 * Second);

        _shelf.Put(newer);

        Assert.Same(newer, _shelf.Serve("demo"));
    }

    [Fact]
    public void Keep_PageGone_ForgetsItsStaleWordingAndDoubt()
    {
        _shelf.Doubt(_current.PageId);
        _shelf.PutStale(_stale);

        _shelf.Keep(new HashSet<PublicPageId>(), null);

        Assert.False(_shelf.HasStale(_current.PageId));
        _shelf.Put(_current);
        _shelf.Confirm(PageViews.Noon + Second);
        Assert.Equal(PageViews.Noon + Second, _shelf.AsOf(_current));
    }
}
