using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

/// <summary>Snapshots in a real Redis.</summary>
[Trait("Category", "Process")]
public sealed class RedisSnapshotsTests : IAsyncLifetime
{
    private static readonly PublicPageId Demo = PublicPages.Id(1);

    private readonly RedisServer _redis = new();
    private readonly SteppedTime _time = new(PageViews.Noon);
    private readonly CancellationTokenSource _gone = new();
    private ConnectionMultiplexer? _connection;
    private RedisSnapshots _snapshots = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _redis.StartAsync();
        var settings = RedisSettings.From(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(RedisSettings.Key, _redis.Address)]).Build())!;
        _connection = await ConnectionMultiplexer.ConnectAsync(settings.Options);
        _snapshots = new RedisSnapshots(settings, _time, NullLogger<RedisSnapshots>.Instance);
        await _snapshots.AttachAsync(_connection, _gone.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await (_connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _redis.DisposeAsync();
        _gone.Dispose();
    }

    [Fact]
    public async Task Put_Snapshot_IsFoundWithAllThatItServes()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(version: 3), isDefault: true, Token);

        var found = await _snapshots.FindAsync(Demo, version: 3, Token);

        Assert.Equal("demo 3 current\n", System.Text.Encoding.UTF8.GetString(found!.AtSlug["status.txt"].Identity));
        Assert.Null(await _snapshots.FindAsync(Demo, version: 4, Token));
        Assert.Null(await _snapshots.FindAsync(PublicPages.Id(2), version: 1, Token));
    }

    [Fact]
    public async Task Put_LowerVersionOrEarlierRendering_DoesNotReplaceAHigher()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(version: 10), isDefault: false, Token);

        await _snapshots.PutAsync(SampleSnapshots.Snapshot(version: 9), isDefault: false, Token);
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(version: 10, after: TimeSpan.FromMinutes(-1)), isDefault: false, Token);

        var (snapshot, _) = Assert.Single(await _snapshots.NewerAsync(_ => null, Token));
        Assert.Equal((10L, PageViews.Noon), (snapshot.Version, snapshot.View.RenderedAt));
    }

    [Fact]
    public async Task Newer_ThanWhatIsHeld_AreThoseThatMayReplaceIt()
    {
        var (held, other) = (SampleSnapshots.Snapshot(version: 2), SampleSnapshots.Snapshot(page: 2, slug: "other"));
        await _snapshots.PutAsync(held, isDefault: false, Token);
        await _snapshots.PutAsync(other, isDefault: true, Token);

        var newer = await _snapshots.NewerAsync(page => page == Demo ? held : null, Token);

        Assert.Equal([(other.PageId, true)], newer.Select(one => (one.Snapshot.PageId, one.IsDefault)));
    }

    [Fact]
    public async Task Agree_AfterALinkWasLost_TakesAwayWhatIsGoneAndPutsWhatIsMissing()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(page: 2, slug: "private-by-now"), isDefault: false, Token);
        var confirmed = SampleSnapshots.Snapshot(version: 4);

        await _snapshots.AgreeAsync([confirmed], confirmed.PageId, Token);

        Assert.Equal([(Demo, 4L, true)], (await _snapshots.NewerAsync(_ => null, Token)).Select(one => (one.Snapshot.PageId, one.Snapshot.Version, one.IsDefault)));
    }

    [Fact]
    public async Task Forget_Page_LeavesNothingOfIt()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(), isDefault: false, Token);

        await _snapshots.ForgetAsync(Demo, Token);

        Assert.Empty(await _snapshots.NewerAsync(_ => null, Token));
        Assert.False(await _connection!.GetDatabase().KeyExistsAsync($"statuspage:page:{Demo}"));
    }

    [Fact]
    public async Task Put_Keys_ExpireAndBeginWithThePrefix()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(), isDefault: false, Token);

        Assert.InRange(await _connection!.GetDatabase().KeyTimeToLiveAsync($"statuspage:page:{Demo}") ?? default, TimeSpan.FromDays(6), TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task Find_InAFrozenRedis_GivesUpAndRests()
    {
        await _redis.FreezeAsync();

        var finding = _snapshots.FindAsync(Demo, version: 1, Token);
        await _time.SettledAsync();
        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Null(await finding);
        Assert.False(_snapshots.IsUp);
        Assert.True(_snapshots.FindAsync(Demo, version: 1, Token).IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(_snapshots.IsUp);
        await _redis.ThawAsync();
    }

    [Fact]
    public async Task Find_OnceTheLinkIsGone_FindsNothing()
    {
        await _snapshots.PutAsync(SampleSnapshots.Snapshot(), isDefault: false, Token);

        await _gone.CancelAsync();

        Assert.False(_snapshots.IsUp);
        Assert.Null(await _snapshots.FindAsync(Demo, version: 1, Token));
    }
}
