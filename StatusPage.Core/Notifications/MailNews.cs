using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Notifications;

/// <summary>
/// Announces how far the mails of incidents have come: the first at once, the others once a second for all that were sent meanwhile, since ten
/// thousand announcements would cost more than the mails. Safe from any thread.
/// </summary>
internal sealed partial class MailNews(Database database, TimeProvider time, ILogger<MailNews> logger) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    private readonly Channel<Guid> _finished = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>A delivery has come to its end, and that is committed.</summary>
    public void Add(Guid delivery) => _finished.Writer.TryWrite(delivery);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _finished.Reader.WaitToReadAsync(stoppingToken))
        {
            await AnnounceAsync(Take(), stoppingToken);
            await Task.Delay(Rhythm, time, stoppingToken);
        }
    }

    private List<Guid> Take()
    {
        var finished = new List<Guid>();
        while (_finished.Reader.TryRead(out var delivery))
        {
            finished.Add(delivery);
        }

        return finished;
    }

    private async Task AnnounceAsync(List<Guid> finished, CancellationToken stoppingToken)
    {
        try
        {
            await database.WriteAsync(
                DataScope.Everything,
                async context =>
                {
                    var incidents = await context.Set<MailDelivery>().Where(row => finished.Contains(row.Id))
                        .Select(row => new { row.OrganizationId, row.IncidentId }).Distinct().ToListAsync(stoppingToken);
                    incidents.ForEach(one => context.Announce(new Change(ChangeKind.Mails, one.OrganizationId, one.IncidentId.Value)));
                },
                stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Who looks at the incident reads again without a hint, some seconds later.
            Log.NotAnnounced(logger, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "How far mails have come was not announced: {Problem}")]
        public static partial void NotAnnounced(ILogger logger, string problem, Exception? failure);
    }
}
