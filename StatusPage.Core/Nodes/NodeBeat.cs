using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Nodes;

/// <summary>Says every few seconds that this process is there, for the page that shows what the installation consists of.</summary>
internal sealed partial class NodeBeat(
    Database database, DatabaseReadiness readiness, NodeOptions node, NodeProgram program, TimeProvider time, ILogger<NodeBeat> logger, RedisLink? redis = null)
    : BackgroundService
{
    /// <summary>A process that was not heard for this long is not there.</summary>
    public static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    internal Task ReportAsync(CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            var now = await database.Dialect.NowAsync(context, cancellationToken);
            var said = redis is null ? null : redis.IsUp ? "up" : "down";
            if (await SayAsync(context, now, said, cancellationToken) == 0)
            {
                var gone = now - Kept;
                await context.Set<NodeRow>().Where(row => row.LastSeenAt < gone).ExecuteDeleteAsync(cancellationToken);
                context.Add(new NodeRow(node.Name, program.Name, Version, now));
                await context.SaveChangesAsync(cancellationToken);
                await SayAsync(context, now, said, cancellationToken);
            }
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
                await ReportAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSaid(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static string Version { get; } =
        typeof(NodeBeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private Task<int> SayAsync(StatusPageContext context, DateTimeOffset now, string? said, CancellationToken cancellationToken) =>
        context.Set<NodeRow>().Where(row => row.Name == node.Name).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.LastSeenAt, now).SetProperty(one => one.Redis, said), cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "This process could not be reported: {Problem}")]
        public static partial void NotSaid(ILogger logger, Exception? failure, string problem);
    }
}
