using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>Carries out one claimed check: looks, and has the result recorded. Never throws.</summary>
internal sealed partial class CheckRunner(
    IEnumerable<IProbe> probes, ICheckRecorder recorder, TimeProvider time, ILogger<CheckRunner> logger)
{
    // A probe keeps to its target's timeout itself; one that does not must not hold its slot for ever.
    private static readonly TimeSpan Overrun = TimeSpan.FromSeconds(2);

    private readonly Dictionary<MonitorKind, IProbe> _probes = probes.ToDictionary(probe => probe.Kind);

    public async Task RunAsync(DueCheck check, CancellationToken cancellationToken)
    {
        // The sweep that started this check ends long before it; the check's trace is its own.
        Activity.Current = null;
        using var activity = ProbeTelemetry.Source.StartActivity("probe");
        var startedAt = time.GetUtcNow();
        ProbeTelemetry.MeasureLateness(startedAt - check.Claim.DueAt);
        try
        {
            var result = await LookAsync(check, cancellationToken);
            activity?.SetTag("probe.outcome", result.Outcome.ToString());
            activity?.SetTag("probe.reason", result.Reason.ToString());
            ProbeTelemetry.CountFinished(result);
            if (!await recorder.RecordAsync(check.Claim, startedAt, result, cancellationToken))
            {
                Log.LeaseLost(logger, check.Claim.MonitorId);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node is stopping. The lease ends by itself and another node takes the check.
        }
        catch (Exception failure)
        {
            ProbeTelemetry.CountUnrecorded();
            Log.NotRecorded(logger, DatabaseFailure.Stack(failure), check.Claim.MonitorId, DatabaseFailure.Line(failure));
        }
    }

    private async Task<ProbeResult> LookAsync(DueCheck check, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            return await _probes[check.Target.Kind].ProbeAsync(check.Target, cancellationToken)
                .WaitAsync(check.Target.Timeout + Overrun, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            Log.ProbeFailed(logger, failure, check.Claim.MonitorId);
            return ProbeResult.NotRun(
                time.GetElapsedTime(started), ProbeReason.InternalError, $"the check could not be carried out here ({failure.GetType().Name})");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The probe of monitor {MonitorId} failed unexpectedly; nothing is said about its target")]
        public static partial void ProbeFailed(ILogger logger, Exception failure, StatusMonitorId monitorId);

        [LoggerMessage(LogLevel.Error, "A result of monitor {MonitorId} could not be recorded; the check returns when its lease ends: {Problem}")]
        public static partial void NotRecorded(ILogger logger, Exception? failure, StatusMonitorId monitorId, string problem);

        [LoggerMessage(LogLevel.Information, "A result of monitor {MonitorId} came after its lease had passed to another node, and was dropped")]
        public static partial void LeaseLost(ILogger logger, StatusMonitorId monitorId);
    }
}
