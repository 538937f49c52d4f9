using StatusPage.Core;

namespace StatusPage.Web.Draining;

/// <summary>
/// Takes this node out of service without anybody noticing: the load balancer first, then the open sockets; the process is stopped by whoever
/// asked for it. There is no way back but another start.
/// </summary>
internal sealed partial class Drain(
    DrainSettings settings, IEnumerable<IMovable> sockets, IEnumerable<IDrainable> work, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Lock _starting = new();
    private Task? _running;
    private volatile DrainState _state = DrainState.Serving;

    public DrainState State => lifetime.ApplicationStopping.IsCancellationRequested ? DrainState.Stopping : _state;

    /// <summary>Begins, unless that has been done before; completes when everybody has gone or the time for it is over. Does not fail.</summary>
    public Task RunAsync()
    {
        lock (_starting)
        {
            return _running ??= RunOnceAsync();
        }
    }

    private async Task RunOnceAsync()
    {
        _state = DrainState.Draining;
        Log.Leaving(logger, settings.Wait.TotalSeconds);
        foreach (var one in work)
        {
            one.BeginDrain();
        }

        await WaitUnlessStoppingAsync(settings.Wait);
        _state = DrainState.Moving;
        var kinds = sockets.ToList();
        await Task.WhenAll(kinds.Select(AskAsync));
        var given = time.GetTimestamp();
        while (kinds.Sum(kind => kind.Awaited) > 0 && time.GetElapsedTime(given) < settings.LongestMove && State is DrainState.Moving)
        {
            await WaitUnlessStoppingAsync(Look);
        }

        Log.Left(logger, kinds.Sum(kind => kind.Awaited));
    }

    private async Task AskAsync(IMovable kind)
    {
        try
        {
            await kind.AskToMoveAsync(settings.Spread).WaitAsync(settings.LongestMove, time);
        }
        catch (Exception failure)
        {
            // They find out by themselves when the process ends; that must not keep it from ending.
            Log.NotAsked(logger, kind.GetType().Name, failure);
        }
    }

    private async Task WaitUnlessStoppingAsync(TimeSpan wait) =>
        await Task.Delay(wait, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Leaving: not ready any more; {Seconds} s for the load balancer to notice")]
        public static partial void Leaving(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Information, "Ready to be stopped; {Left} have not gone")]
        public static partial void Left(ILogger logger, int left);

        [LoggerMessage(LogLevel.Warning, "Not all of {Kind} could be asked to go to another node")]
        public static partial void NotAsked(ILogger logger, string kind, Exception failure);
    }
}
