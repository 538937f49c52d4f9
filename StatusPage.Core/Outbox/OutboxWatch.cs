using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Outbox;

/// <summary>Looks every few seconds how much is waiting and how long: asking for a metric must not reach for the database.</summary>
internal sealed partial class OutboxWatch(
    Database database, DatabaseReadiness readiness, OutboxTelemetry telemetry, TimeProvider time, ILogger<OutboxWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(5);

    internal Task<Dictionary<OutboxKind, OutboxBacklog>> LookAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context =>
        {
            var now = await database.Dialect.NowAsync(context, cancellationToken);
            var counts = await context.Set<OutboxMessage>().GroupBy(row => new { row.Kind, IsParked = row.ParkedAt != null })
                .Select(group => new { group.Key.Kind, group.Key.IsParked, Count = group.Count() }).ToListAsync(cancellationToken);
            var backlogs = new Dictionary<OutboxKind, OutboxBacklog>();
            foreach (var kind in counts.Select(count => count.Kind).Distinct())
            {
                var oldest = await context.Set<OutboxMessage>().Where(row => row.Kind == kind && row.ParkedAt == null).OrderBy(row => row.CreatedAt)
                    .Select(row => (DateTimeOffset?)row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
                backlogs[kind] = new OutboxBacklog(
                    counts.Where(count => count.Kind == kind && !count.IsParked).Sum(count => count.Count),
                    counts.Where(count => count.Kind == kind && count.IsParked).Sum(count => count.Count),
                    oldest is { } since ? Later(now - since) : null);
            }

            return backlogs;
        },
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Rhythm, time);
        do
        {
            try
            {
                telemetry.Saw(await LookAsync(stoppingToken));
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSeen(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static TimeSpan Later(TimeSpan age) => age > TimeSpan.Zero ? age : TimeSpan.Zero;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "What waits in the outbox could not be counted: {Problem}")]
        public static partial void NotSeen(ILogger logger, Exception? failure, string problem);
    }
}
