using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Reads the board of the organisation that the context is opened for.</summary>
internal static class BoardReader
{
    public static async Task<IReadOnlyList<BoardMonitor>> ReadAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        // Only what is shown: a board of hundreds is read every second, and settings are the larger part of a monitor.
        var monitors = await context.Set<StatusMonitor>().Select(row => new StandingRow(
            row.Id, row.Name, row.Target, row.Paused ? MonitorState.Paused : row.State, row.StateSince, row.AcknowledgedAt, row.AcknowledgedBy, row.Tags)).ToListAsync(cancellationToken);
        var checks = (await context.Set<ScheduledCheck>().Select(row => new CheckRow(
            row.MonitorId, row.LastCheckedAt, row.DueAt, row.LastLatencyMs, row.LastReason, row.RecentLatencies)).ToListAsync(cancellationToken)).ToLookup(row => row.MonitorId);
        var pages = await PagesAsync(context, cancellationToken);
        var people = await PeopleAsync(context, monitors, cancellationToken);
        return
        [
            .. monitors.Select(monitor => View(monitor, checks[monitor.Id].MaxBy(check => check.LastCheckedAt)) with
                {
                    Pages = [.. pages[monitor.Id]],
                    Tags = monitor.Tags,
                    Acknowledgement = monitor.AcknowledgedAt is { } at ? new Acknowledgement(at, people.GetValueOrDefault(monitor.AcknowledgedBy?.Value ?? Guid.Empty)) : null,
                })
                .OrderBy(monitor => Urgency(monitor.State)).ThenBy(monitor => Urgency(monitor.State) < 3 ? monitor.StateSince : default)
                .ThenBy(monitor => monitor.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    private static async Task<ILookup<StatusMonitorId, string>> PagesAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var shown = await context.Set<MonitorLink>()
            .Join(context.Set<ServiceComponent>(), link => link.ComponentId, component => component.Id, (link, component) => new { link.MonitorId, component.PageId })
            .Join(context.Set<PublicPage>(), link => link.PageId, page => page.Id, (link, page) => new { link.MonitorId, page.Name })
            .Distinct().ToListAsync(cancellationToken);
        return shown.OrderBy(link => link.Name, StringComparer.CurrentCulture).ToLookup(link => link.MonitorId, link => link.Name);
    }

    private static async Task<Dictionary<Guid, string?>> PeopleAsync(
        StatusPageContext context, List<StandingRow> monitors, CancellationToken cancellationToken)
    {
        var people = monitors.Select(monitor => monitor.AcknowledgedBy?.Value).OfType<Guid>().Distinct().ToList();
        return people.Count == 0
            ? []
            : await context.Set<StaffUser>().Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);
    }

    private static BoardMonitor View(StandingRow monitor, CheckRow? check) => new(
        monitor.Id,
        monitor.Name,
        monitor.Target,
        monitor.State,
        monitor.StateSince,
        check?.LastCheckedAt,
        check?.DueAt,
        check?.LastLatencyMs,
        check?.LastReason,
        RecentLatencies.Parse(check?.RecentLatencies ?? ""));

    private static int Urgency(MonitorState state) => state switch
    {
        MonitorState.Down => 0,
        MonitorState.Degraded => 1,
        MonitorState.Unknown => 2,
        MonitorState.Maintenance => 3,
        MonitorState.Up => 4,
        MonitorState.Paused => 5,
    };

    private sealed record StandingRow(
        StatusMonitorId Id, string Name, string Target, MonitorState State, DateTimeOffset StateSince, DateTimeOffset? AcknowledgedAt, UserId? AcknowledgedBy, IReadOnlyList<string> Tags);

    private sealed record CheckRow(
        StatusMonitorId MonitorId, DateTimeOffset? LastCheckedAt, DateTimeOffset? DueAt, int? LastLatencyMs, string? LastReason, string RecentLatencies);
}
