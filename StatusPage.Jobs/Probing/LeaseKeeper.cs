using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Probing;

/// <summary>Renews the leases of the checks that take longer, all in one statement a second, and gives up those that have passed to another node.</summary>
internal sealed partial class LeaseKeeper(
    RunningChecks running, ICheckClaims claims, TimeProvider time, ILogger<LeaseKeeper> logger) : BackgroundService
{
    private bool _failing;

    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        var held = running.HeldFor(Lease.RenewAfter);
        if (held.Count == 0)
        {
            return;
        }

        var asked = time.GetTimestamp();
        try
        {
            var kept = (await claims.RenewAsync([.. held.Select(one => one.Check.Claim)], cancellationToken)).ToHashSet();
            Settle(held, one => kept.Contains(one.Check.Claim), asked);
            Succeeded();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Tried again in a second; until it works, the tokens keep late results out.
            Failed(failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Lease.RenewEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RenewAsync(stoppingToken);
        }
    }

    private void Settle(IReadOnlyList<RunningCheck> held, Predicate<RunningCheck> isKept, long asked)
    {
        foreach (var one in held)
        {
            if (isKept(one))
            {
                ProbeTelemetry.MeasureRenewal(time.GetElapsedTime(one.LeasedAt));
                one.LeasedAt = asked;
                one.WasMissed = false;
            }
            else if (!one.WasMissed)
            {
                one.WasMissed = true;
            }
            else if (!one.Lost.IsCancellationRequested)
            {
                ProbeTelemetry.CountLeaseLost();
                Log.Lost(logger, one.Check.Claim.MonitorId, time.GetElapsedTime(one.LeasedAt).TotalSeconds);
                one.Lose();
            }
        }
    }

    private void Succeeded()
    {
        if (_failing)
        {
            _failing = false;
            Log.RenewsAgain(logger);
        }
    }

    private void Failed(Exception failure)
    {
        if (!_failing)
        {
            _failing = true;
            Log.NotRenewed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The check of monitor {MonitorId} has passed to another node: its lease was last renewed {Seconds:0.0} s ago")]
        public static partial void Lost(ILogger logger, StatusMonitorId monitorId, double seconds);

        [LoggerMessage(LogLevel.Warning, "The leases of running checks cannot be renewed; others take these checks: {Problem}")]
        public static partial void NotRenewed(ILogger logger, Exception? failure, string problem);

        [LoggerMessage(LogLevel.Information, "The leases of running checks are renewed again")]
        public static partial void RenewsAgain(ILogger logger);
    }
}
