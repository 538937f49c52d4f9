using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Monitors as the audit tells of them: all that people decide, always the same members, nothing secret.</summary>
internal static class MonitorFacts
{
    public static async Task<IReadOnlyDictionary<StatusMonitorId, string>> JsonAsync(
        StatusPageContext context, IReadOnlyCollection<StatusMonitor> monitors, CancellationToken cancellationToken)
    {
        var ids = monitors.Select(monitor => monitor.Id).ToList();
        var locations = (await context.Set<ScheduledCheck>().AsNoTracking().Where(check => ids.Contains(check.MonitorId))
            .Select(check => new { check.MonitorId, check.Location }).ToListAsync(cancellationToken)).ToLookup(row => row.MonitorId, row => row.Location);
        var links = (await context.Set<MonitorLink>().AsNoTracking().Where(link => ids.Contains(link.MonitorId)).ToListAsync(cancellationToken))
            .ToLookup(link => link.MonitorId);
        return monitors.ToDictionary(monitor => monitor.Id, monitor => Json(monitor, locations[monitor.Id], links[monitor.Id]));
    }

    private static string Json(StatusMonitor monitor, IEnumerable<string> locations, IEnumerable<MonitorLink> links) => JsonSerializer.Serialize(
        new
        {
            monitor.Name,
            monitor.Target,
            Schedule = monitor.Schedule.InWords(),
            monitor.Schedule.Cron,
            monitor.TimeoutMs,
            monitor.FailuresToDown,
            monitor.SuccessesToUp,
            monitor.DegradedMs,
            monitor.Http.Method,
            monitor.Http.ExpectedStatus,
            monitor.Http.Contains,
            monitor.Http.NotContains,
            monitor.Http.FollowRedirects,
            Headers = (monitor.Http.Headers ?? []).Select(header => header.Name),
            HasBody = monitor.Http.Body is not null,
            Locations = locations.Order(StringComparer.Ordinal),
            Components = links.OrderBy(link => link.ComponentId.Value).Select(link => new
            {
                Id = link.ComponentId.ToString(),
                Down = EnumWords<ComponentStatus>.ToWord(link.WhenDown),
                Degraded = EnumWords<ComponentStatus>.ToWord(link.WhenDegraded),
            }),
            monitor.Tags,
            monitor.Paused,
            monitor.PausedUntil,
            monitor.ArchivedAt,
        },
        JsonSerializerOptions.Web);
}
