using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Uptime;

namespace StatusPage.Core.Pages;

internal static class ComponentViews
{
    public static ComponentView Of(ServiceComponent component, PageFacts facts, DateTimeOffset[] starts, TimeZoneInfo zone, DateTimeOffset now)
    {
        var statements = facts.Statements[component.Id].Select(one => AsOf(one, now)).ToList();
        var timeline = StatusTimeline.Between(starts[0], now, component.CreatedAt, statements);
        var days = DayDurations.Split(starts, timeline);
        var whole = new StatusDurations();
        foreach (var interval in timeline)
        {
            whole.Add(interval.Status, interval.Length);
        }

        var incidents = facts.Incidents
            .Where(incident => incident.Updates.Any(update => update.Components.Any(affected => affected.ComponentId == component.Id))).ToList();
        var born = component.CreatedAt < starts[0] ? starts[0] : component.CreatedAt;
        var existed = now - born;
        var unknown = whole[ComponentStatus.Unknown] - (born - starts[0]);
        var status = EffectiveStatus.Of(
            statements.Where(one => one.From <= now && (one.To is null || one.To > now)).Select(one => (one.Source, one.Status)));
        return new ComponentView(
            component.Id.ToString(),
            component.Name,
            component.Description,
            component.Link,
            status,
            Since(timeline, status, starts[0], now),
            whole.Uptime(UptimeRule.Standard),
            existed > TimeSpan.Zero ? Math.Clamp(1 - (unknown / existed), 0, 1) : 0,
            [.. days.Select((day, index) => Day(incidents, day, starts, index, zone, now))]);
    }

    // What monitors, incidents and people say is written as it happens, never ahead. Where it lies ahead, the clock that it was written by is ahead of
    // this one, and the page must not show what was so before until this clock gets there.
    private static StatusStatement AsOf(StatusStatement said, DateTimeOffset now) => said.Source is SpanSource.Monitor or SpanSource.Incident or SpanSource.Manual
        ? said with { From = said.From > now ? now : said.From, To = said.To > now ? now : said.To }
        : said;

    private static DateTimeOffset? Since(IReadOnlyList<StatusInterval> timeline, ComponentStatus status, DateTimeOffset first, DateTimeOffset now) => timeline switch
    {
        [] => null,
        [.., var last] when last.Status != status => now,
        [.., var last] => last.From > first ? last.From : null,
    };

    private static DayView Day(
        List<Incident> incidents, StatusDurations day, DateTimeOffset[] starts, int index, TimeZoneInfo zone, DateTimeOffset now)
    {
        var from = starts[index];
        var to = index + 1 < starts.Length ? starts[index + 1] : now;
        return new DayView(
            from.DateIn(zone),
            Seconds(day, ComponentStatus.Operational),
            Seconds(day, ComponentStatus.DegradedPerformance),
            Seconds(day, ComponentStatus.PartialOutage),
            Seconds(day, ComponentStatus.MajorOutage),
            Seconds(day, ComponentStatus.UnderMaintenance),
            Seconds(day, ComponentStatus.Unknown),
            day.Uptime(UptimeRule.Standard),
            [
                .. incidents.Where(incident => incident.StartedAt < to && (incident.StartedAt >= from || (incident.ResolvedAt ?? now) > from))
                    .Select(incident => new DayIncidentView(incident.Id.ToString(), incident.Title)),
            ]);
    }

    // Up, so that a second of trouble is not lost to a day that looks perfect.
    private static int Seconds(StatusDurations day, ComponentStatus status) => (int)Math.Ceiling(day[status].TotalSeconds);
}
