using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Web.Serving;
using static StatusPage.Tests.Builders.SampleSnapshots;

namespace StatusPage.Tests.Web.Serving;

public sealed class SnapshotShelfTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(PageViews.Noon);
    private readonly SnapshotShelf _shelf;

    public SnapshotShelfTests() => _shelf = new SnapshotShelf(_time);

    [Fact]
    public void Put_NewerVersion_Replaces()
    {
        var newer = Snapshot(version: 2);
        _shelf.Put(Snapshot(version: 1));

        Assert.True(_shelf.Put(newer));

        Assert.Same(newer, _shelf.Serve("demo"));
    }

    [Fact]
    public void Put_OlderVersionRenderedLater_IsRefused()
    {
        var held = Snapshot(version: 2);
        _shelf.Put(held);

        Assert.False(_shelf.Put(Snapshot(version: 1, after: Second)));

        Assert.Same(held, _shelf.Serve("demo"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Put_EqualVersion_ReplacesWhenRenderedLater(int secondsLater, bool replaces)
    {
        var held = Snapshot();
        var offered = Snapshot(after: secondsLater * Second);
        _shelf.Put(held);

        Assert.Equal(replaces, _shelf.Put(offered));

        Assert.Same(replaces ? offered : held, _shelf.Serve("demo"));
    }

    [Fact]
    public void Put_SlugChanged_AnswersAtNewOneOnly()
    {
        _shelf.Put(Snapshot(slug: "old", version: 1));

        _shelf.Put(Snapshot(slug: "new", version: 2));

        Assert.Null(_shelf.Serve("old"));
        Assert.Null(_shelf.ServeMoved("old"));
        Assert.Equal(2, _shelf.Serve("new")?.Version);
    }

    [Fact]
    public void ServeMoved_FormerSlug_IsThePageUnlessTheSlugIsSomebodysNow()
    {
        var moved = Snapshot(slug: "new", version: 2);
        _shelf.Put(moved with { View = moved.View with { FormerSlugs = ["old", "older"] } });

        Assert.Equal(("new", "new"), (_shelf.ServeMoved("old")?.View.Slug, _shelf.ServeMoved("older")?.View.Slug));
        Assert.Null(_shelf.ServeMoved("new"));
        _shelf.Put(Snapshot(page: 2, slug: "old"));
        Assert.Null(_shelf.ServeMoved("old"));
    }

    [Fact]
    public async Task Put_ManyAtOnce_EndsAtHighest()
    {
        var versions = Enumerable.Range(1, 400).Select(version => (long)version).ToArray();
        new Random(11).Shuffle(versions);

        await Parallel.ForEachAsync(
            versions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (version, _) =>
            {
                _shelf.Put(Snapshot(page: (int)(version % 4) + 1, slug: $"page-{(version % 4) + 1}", version: version));
                return ValueTask.CompletedTask;
            });

        Assert.Equal([400L, 397L, 398L, 399L], Enumerable.Range(1, 4).Select(page => _shelf.Serve($"page-{page}")?.Version));
    }

    [Fact]
    public async Task Keep_WhileOthersPut_IsNotUndone()
    {
        using var stop = new CancellationTokenSource();
        var putting = Task.Run(
            () =>
            {
                for (var version = 1; !stop.IsCancellationRequested; version++)
                {
                    _shelf.Put(Snapshot(page: 2, slug: "other", version: version));
                }
            },
            TestContext.Current.CancellationToken);
        _shelf.Put(Snapshot());
        var both = new HashSet<PublicPageId> { PublicPages.Id(1), PublicPages.Id(2) };

        var wrong = Enumerable.Range(0, 20_000).Count(_ =>
        {
            _shelf.Keep(both, PublicPages.Id(1));
            _shelf.Keep(both, null);
            return _shelf.ServeDefault() is not null;
        });
        await stop.CancelAsync();
        await putting;

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Keep_DefaultBeforeItsSnapshot_ServesItOnceItIsThere()
    {
        _shelf.Keep(new HashSet<PublicPageId> { PublicPages.Id(1) }, PublicPages.Id(1));
        Assert.Null(_shelf.ServeDefault());

        _shelf.Put(Snapshot());

        Assert.Equal("demo", _shelf.ServeDefault()?.View.Slug);
    }

    [Fact]
    public void Keep_OtherDefault_ServesThatAtRoot()
    {
        var both = new HashSet<PublicPageId> { PublicPages.Id(1), PublicPages.Id(2) };
        _shelf.Put(Snapshot());
        _shelf.Put(Snapshot(page: 2, slug: "other"));
        _shelf.Keep(both, PublicPages.Id(1));

        _shelf.Keep(both, PublicPages.Id(2));

        Assert.Equal("other", _shelf.ServeDefault()?.View.Slug);
    }

    [Fact]
    public void Keep_PageGone_IsServedNoMore()
    {
        _shelf.Put(Snapshot());
        _shelf.Put(Snapshot(page: 2, slug: "other"));

        _shelf.Keep(new HashSet<PublicPageId> { PublicPages.Id(2) }, PublicPages.Id(1));

        Assert.Null(_shelf.Serve("demo"));
        Assert.Null(_shelf.ServeDefault());
        Assert.NotNull(_shelf.Serve("other"));
    }
}
