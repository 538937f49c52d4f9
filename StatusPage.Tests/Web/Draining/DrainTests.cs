using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Draining;

namespace StatusPage.Tests.Web.Draining;

public sealed class DrainTests : IDisposable
{
    private static readonly DrainSettings Cluster = new(TimeSpan.FromSeconds(3));

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLifetime _lifetime = new();
    private readonly FakeSockets _sockets = new();
    private readonly FakeWork _work = new();

    public void Dispose() => _lifetime.Dispose();

    [Fact]
    public async Task Run_InACluster_AsksSocketsOnlyAfterTheLoadBalancerHasNoticed()
    {
        var drain = Of(Cluster);
        var running = drain.RunAsync();

        Assert.Equal((DrainState.Draining, 0), (drain.State, _sockets.Asked));
        _time.Advance(Cluster.Wait);

        await Patience.UntilAsync(() => _sockets.Asked == 1, "the sockets being asked");
        Assert.Equal(DrainState.Moving, drain.State);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Run_OnceTheLastSocketHasGone_IsDone()
    {
        var running = Of(new DrainSettings(TimeSpan.Zero)).RunAsync();

        _sockets.Awaited = 0;
        await Patience.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(20));
                return running.IsCompleted;
            },
            "the end");

        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Run_WithASocketThatStays_IsDoneWhenTheTimeIsOver()
    {
        var settings = new DrainSettings(TimeSpan.Zero);
        var running = Of(settings).RunAsync();

        await Patience.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(20));
                return running.IsCompleted;
            },
            "the end");

        Assert.InRange(_time.GetUtcNow() - _time.Start, settings.LongestMove, settings.LongestMove + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Run_FirstOfAll_LetsNoWorkBegin()
    {
        _ = Of(Cluster).RunAsync();

        Assert.True(_work.IsDraining);
    }

    [Fact]
    public void Run_Twice_IsOneDrain()
    {
        var drain = Of(Cluster);

        Assert.Same(drain.RunAsync(), drain.RunAsync());
    }

    [Fact]
    public async Task Run_WithSocketsThatCannotBeAsked_GoesOn()
    {
        _sockets.Failure = new IOException("gone");
        _sockets.Awaited = 0;

        await Of(new DrainSettings(TimeSpan.Zero)).RunAsync().WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, _sockets.Asked);
    }

    [Fact]
    public async Task Run_WhileTheProcessIsStoppedAnyway_WaitsForNothing()
    {
        var running = Of(Cluster).RunAsync();

        _lifetime.StopApplication();

        await running.WaitAsync(TestContext.Current.CancellationToken);
    }

    private Drain Of(DrainSettings settings) => new(settings, [_sockets], [_work], _lifetime, _time, NullLogger<Drain>.Instance);

    private sealed class FakeSockets : IMovable
    {
        public int Asked { get; private set; }

        public Exception? Failure { get; set; }

        public int Awaited { get; set; } = 1;

        public Task AskToMoveAsync(TimeSpan spread)
        {
            Asked++;
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }
    }

    private sealed class FakeWork : IDrainable
    {
        public bool IsDraining { get; private set; }

        public void BeginDrain() => IsDraining = true;
    }
}
