using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Locations;
using StatusPage.Core.Persistence;
using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs.Locations;

/// <summary>Keeps saying that this node serves its location, and says where checks are scheduled that no node carries out.</summary>
internal sealed partial class NodeReporter(
    ILocations locations, DatabaseReadiness readiness, TimeProvider time, ILogger<NodeReporter> logger) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(3);

    // Nodes that start together are not all there at once.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private readonly HashSet<string> _unserved = new(StringComparer.Ordinal);
    private readonly long _startedAt = time.GetTimestamp();

    internal async Task ReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            await locations.ReportAsync(cancellationToken);
            if (time.GetElapsedTime(_startedAt) >= Settling)
            {
                Tell(await locations.UnservedAsync(cancellationToken));
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Those who need the database more often say that it is away.
            Log.NotReported(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Rhythm, time);
        do
        {
            await ReportAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell(IReadOnlyList<UnservedLocation> unserved)
    {
        SchedulerTelemetry.SetUnserved(unserved.Sum(location => location.Checks));
        foreach (var location in unserved.Where(location => _unserved.Add(location.Name)))
        {
            Log.Unserved(logger, location.Name, location.Checks);
        }

        foreach (var served in _unserved.Except(unserved.Select(location => location.Name), StringComparer.Ordinal).ToList())
        {
            _unserved.Remove(served);
            Log.Served(logger, served);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "No node checks from location {Location}: {Count} checks there are not carried out")]
        public static partial void Unserved(ILogger logger, string location, int count);

        [LoggerMessage(LogLevel.Information, "Nothing waits in vain for location {Location} any more")]
        public static partial void Served(ILogger logger, string location);

        [LoggerMessage(LogLevel.Debug, "This node could not say that it is alive: {Problem}")]
        public static partial void NotReported(ILogger logger, Exception? failure, string problem);
    }
}
