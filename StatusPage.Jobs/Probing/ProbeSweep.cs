using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

internal sealed partial class ProbeSweep(
    ICheckClaims claims, CheckRunner runner, ProbeSettings settings, DatabaseReadiness readiness, TimeProvider time, ILogger<ProbeSweep> logger)
    : IProbeSweep, IDisposable
{
    private readonly SlotPool _slots = new(settings.Slots);
    private readonly CancellationTokenSource _abandon = new();
    private long _sweptAt = time.GetTimestamp();
    private volatile bool _stopping;
    private volatile bool _moreIsDue;

    /// <summary>How long ago somebody last looked for due checks.</summary>
    public TimeSpan SinceLastSweep => time.GetElapsedTime(Interlocked.Read(ref _sweptAt));

    /// <summary>From now on somebody is expected to look.</summary>
    public void Expect() => Interlocked.Exchange(ref _sweptAt, time.GetTimestamp());

    public async Task ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        Expect();
        if (_stopping || !readiness.IsReady || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        // Taken before asking, so that two sweeps at once never claim more than there is room for.
        var room = _slots.TakeAll();
        if (room == 0)
        {
            return;
        }

        var started = 0;
        try
        {
            // Not the caller's token: a claim that was begun is finished even when the scheduler stops, or what it leased would lie idle.
            var due = await claims.ClaimAsync(room, _abandon.Token);
            _moreIsDue = due.Count == room;
            ProbeTelemetry.CountClaimed(due.Count);
            foreach (var check in due)
            {
                _ = Task.Run(() => RunAsync(check), CancellationToken.None);
                started++;
            }
        }
        finally
        {
            _slots.Release(room - started);
        }
    }

    /// <summary>Claims nothing from now on and waits for what is running; what is not done in time is abandoned to its lease's end.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        _stopping = true;
        try
        {
            await _slots.WhenEmpty().WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, _slots.Size - _slots.Free);
            await _abandon.CancelAsync();
        }
    }

    public void Dispose() => _abandon.Dispose();

    private async Task RunAsync(DueCheck check)
    {
        await runner.RunAsync(check, _abandon.Token);
        _slots.Release(1);
        await ClaimMoreAsync();
    }

    // A backlog does not wait for the next trigger. Asking for single checks would cost a transaction each, so it waits for a few free slots.
    private async Task ClaimMoreAsync()
    {
        if (!_moreIsDue || _slots.Free < Math.Max(1, _slots.Size / 4))
        {
            return;
        }

        try
        {
            await ClaimAndStartAsync(_abandon.Token);
        }
        catch (Exception failure)
        {
            // The triggers go on; they report what stays broken.
            Log.ClaimFailed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} checks were still running at the end of the drain and were abandoned")]
        public static partial void Abandoned(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Due checks could not be claimed: {Problem}")]
        public static partial void ClaimFailed(ILogger logger, Exception? failure, string problem);
    }
}
