using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Core.Live;

/// <summary>Nodes that hear of each other through a real Redis, which comes to harm.</summary>
[Trait("Category", "Process")]
public sealed class RedisLinkTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly LinkedNode _here;
    private readonly LinkedNode _there;

    public RedisLinkTests()
    {
        _here = new LinkedNode("here", _redis.Address);
        _there = new LinkedNode("there", _redis.Address);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _redis.StartAsync();
        await _here.StartAsync();
        await _there.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Publish_OnOneNode_IsHeardOnceOnTheOther()
    {
        await UpAsync();

        for (var count = 0; count < 200; count++)
        {
            _here.Publish(Some());
        }

        await Patience.UntilAsync(() => _there.Heard.Count == 200, "all changes on the other node");
        Assert.Equal(_here.Heard, _there.Heard);
    }

    [Fact]
    public async Task Stopped_AndStartedAgain_CarriesChangesAgainAndSaysItInTwoLines()
    {
        await UpAsync();

        await _redis.KillAsync();
        await DownAsync();
        var lost = Some();
        _here.Publish(lost);
        await Patience.UntilAsync(() => _here.Heard.Contains(lost), "the change on its own node");
        var missed = _there.Missed;
        await _redis.StartAsync();
        await UpAsync();

        await Patience.UntilAsync(() => _there.Missed > missed, "word that something may have been missed");
        var change = Some();
        _here.Publish(change);
        await Patience.UntilAsync(() => _there.Heard.Contains(change), "a change after the restart");
        await Patience.UntilAsync(() => _here.Logged.Lines.Count % 2 == 0, "the line that says that it is back");
        Assert.Equal([LogLevel.Warning, LogLevel.Information], _here.Logged.Lines.Select(line => line.Level).TakeLast(2));
        Assert.Empty(_here.Logged.Stacks);
    }

    [Fact]
    public async Task Frozen_IsNoticedAndNobodyWaits()
    {
        await UpAsync();

        await _redis.FreezeAsync();
        var longest = TimeSpan.Zero;
        while (_here.Link.IsUp)
        {
            var before = TimeProvider.System.GetTimestamp();
            _here.Publish(Some());
            var took = TimeProvider.System.GetElapsedTime(before);
            longest = took > longest ? took : longest;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        await _redis.ThawAsync();
        await UpAsync();
        var change = Some();
        _here.Publish(change);
        await Patience.UntilAsync(() => _there.Heard.Contains(change), "a change after the thaw");
    }

    [Fact]
    public async Task SubscriptionsDead_WhilePingIsAnswered_IsNoticed()
    {
        await UpAsync();
        await using var operators = await ConnectionMultiplexer.ConnectAsync($"{_redis.Address},allowAdmin=true");

        // Every connection goes on answering; none hears anything.
        await operators.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", "resetchannels");
        await DownAsync();
        Assert.True((await operators.GetDatabase().PingAsync()) > TimeSpan.Zero);

        await operators.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", "allchannels");
        await UpAsync();
        var change = Some();
        _here.Publish(change);
        await Patience.UntilAsync(() => _there.Heard.Contains(change), "a change once channels are allowed");
    }

    [Fact]
    public async Task Shared_WithAnotherPrefix_HearsNothingOfTheOthers()
    {
        await UpAsync();
        await using var stranger = new LinkedNode("stranger", $"{_redis.Address},channelPrefix=other:");
        await stranger.StartAsync();
        await Patience.UntilAsync(() => stranger.Link.IsUp, "the stranger");

        _here.Publish(Some());

        await Patience.UntilAsync(() => _there.Heard.Count == 1, "the change on the other node");
        Assert.Empty(stranger.Heard);
    }

    private static Change Some() => new(ChangeKind.Monitor, OrganizationId.New(), Guid.CreateVersion7());

    private Task UpAsync() => Patience.UntilAsync(() => _here.Link.IsUp && _there.Link.IsUp, "both links");

    // A line for each time that it went down, another for each that it came back: a slow start may have had some of them.
    private Task DownAsync() => Patience.UntilAsync(
        () => !_here.Link.IsUp && !_there.Link.IsUp && _here.Logged.Lines.Count % 2 == 1, "both to notice");
}
