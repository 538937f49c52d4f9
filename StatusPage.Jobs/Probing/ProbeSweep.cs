using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

internal sealed partial class ProbeSweep(
    ICheckClaims claims,
    CheckRunner runner,
    RunningChecks running,
    ProbeSettings settings,
    DatabaseReadiness readiness,
    TimeProvider time,
    ILogger<ProbeSweep> logger)
    : IProbeSweep, IDisposable
{
    // Orchestrators kill a process after ten seconds, most of which the checks have had by then.
    private static readonly TimeSpan HandBackWithin = TimeSpan.FromSeconds(2);

    private readonly SlotPool _slots = new(settings.Slots);
    private readonly CancellationTokenSource _abandon = new();
    private long _sweptAt = time.GetTimestamp();
    private volatile bool _stopping;
    private volatile bool _moreIsDue;

    /// <summary>How long ago the scheduler last looked for due checks.</summary>
    public TimeSpan SinceLastSweep => time.GetElapsedTime(Interlocked.Read(ref _sweptAt));

    /// <summary>From now on the scheduler is expected to look.</summary>
    public void Expect() => Interlocked.Exchange(ref _sweptAt, time.GetTimestamp());

    public async Task ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        Expect();
        await SweepAsync(SweepReason.Scheduled, cancellationToken);
    }

    /// <summary>The same on behalf of somebody else than the scheduler.</summary>
    public async Task SweepAsync(SweepReason reason, CancellationToken cancellationToken)
    {
        if (_stopping || !readiness.IsReady || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        ProbeTelemetry.CountSweep(reason);

        // Taken before asking, so that two sweeps at once never claim more than there is room for.
        var room = _slots.TakeAll();
        if (room == 0)
        {
            return;
        }

        var started = 0;
        try
        {
            var asked = time.GetTimestamp();

            // Not the caller's token: a claim that was begun is finished even when the scheduler stops, or what it leased would lie idle.
            var due = await claims.ClaimAsync(room, _abandon.Token);
            _moreIsDue = due.Count == room;
            ProbeTelemetry.CountClaimed(due.Count);
            foreach (var check in due)
            {
                var claimed = running.Add(check, asked, _abandon.Token);
                _ = Task.Run(() => RunAsync(claimed), CancellationToken.None);
                started++;
            }
        }
        finally
        {
            _slots.Release(room - started);
        }
    }

    /// <summary>Claims nothing from now on and waits for what is running; what is not done in time is handed back for another node to begin anew.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        _stopping = true;
        try
        {
            await _slots.WhenEmpty().WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            var unfinished = running.All;
            await _abandon.CancelAsync();
            await HandBackAsync(unfinished);
        }
    }

    public void Dispose() => _abandon.Dispose();

    private async Task HandBackAsync(IReadOnlyList<ClaimedCheck> unfinished)
    {
        using var patience = new CancellationTokenSource(HandBackWithin, time);
        try
        {
            Log.HandedBack(logger, await claims.HandBackAsync(unfinished, patience.Token).WaitAsync(patience.Token));
        }
        catch (Exception failure)
        {
            Log.NotHandedBack(logger, DatabaseFailure.Stack(failure), unfinished.Count, DatabaseFailure.Line(failure));
        }
    }

    private async Task RunAsync(RunningCheck check)
    {
        try
        {
            if (await IsStillOursAsync(check))
            {
                await runner.RunAsync(check.Check, check.Lost);
            }
        }
        catch (Exception failure)
        {
            Log.ClaimFailed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
        finally
        {
            running.Remove(check);
            _slots.Release(1);
        }

        await ClaimMoreAsync();
    }

    // A process that was stopped between the claim and here would run what another node has long since run.
    private async Task<bool> IsStillOursAsync(RunningCheck check)
    {
        if (!running.MayBeLost(check))
        {
            return true;
        }

        var asked = time.GetTimestamp();
        if ((await claims.RenewAsync([check.Check.Claim], check.Lost)).Count > 0)
        {
            check.LeasedAt = asked;
            return true;
        }

        ProbeTelemetry.CountLeaseLost();
        return false;
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
            await SweepAsync(SweepReason.Backlog, _abandon.Token);
        }
        catch (Exception failure)
        {
            // The triggers go on; they report what stays broken.
            Log.ClaimFailed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} checks were still running at the end of the drain and were handed back")]
        public static partial void HandedBack(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "{Count} checks were still running at the end of the drain and return when their leases end: {Problem}")]
        public static partial void NotHandedBack(ILogger logger, Exception? failure, int count, string problem);

        [LoggerMessage(LogLevel.Warning, "Due checks could not be claimed: {Problem}")]
        public static partial void ClaimFailed(ILogger logger, Exception? failure, string problem);
    }
}
