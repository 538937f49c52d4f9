using StatusPage.Core.Components;
using StatusPage.Core.Uptime;

namespace StatusPage.Core.Pages;

/// <summary>Words what is known of a page for an instant. Pure: the same facts and instant give the same view.</summary>
public static class PageViewBuilder
{
    public const int DaysShown = 90;

    private const int RecentDays = 7;

    // Something may have been overlooked that makes words stale; no snapshot is believed for longer.
    private static readonly TimeSpan LongestValid = TimeSpan.FromMinutes(5);

    public static DateTimeOffset FirstInstantShown(PublicPage page, DateTimeOffset now)
    {
        var zone = Zones.Find(page.TimeZone);
        return zone.StartOf(now.DateIn(zone).AddDays(1 - DaysShown));
    }

    public static PageView Build(PageFacts facts, DateTimeOffset now)
    {
        var page = facts.Page;
        var zone = Zones.Find(page.TimeZone);
        var names = facts.Components.ToDictionary(component => component.Id, component => component.Name);
        var incidents = facts.Incidents.Select(incident => IncidentViews.Of(incident, names)).ToList();
        var starts = DayDurations.Starts(now.DateIn(zone), DaysShown, zone);
        var components = facts.Components.ToDictionary(
            component => component.Id, component => ComponentViews.Of(component, facts, starts, zone, now));
        var open = incidents.Where(incident => incident.ResolvedAt is null).ToList();

        return new PageView(
            page.Id.ToString(),
            page.Slug,
            page.Name,
            page.TimeZone,
            page.Language,
            page.ContentVersion,
            now,
            ValidUntil(open, zone, now),
            PageBanner.Of([.. components.Values], open),
            open,
            Groups(facts, components),
            Recent(incidents, zone, now))
        {
            FormerSlugs = facts.FormerSlugs,
            IsUnlisted = page.Visibility is not PageVisibility.Public,
        };
    }

    private static DateTimeOffset ValidUntil(List<PageIncidentView> open, TimeZoneInfo zone, DateTimeOffset now)
    {
        var midnight = zone.StartOf(now.DateIn(zone).AddDays(1));
        return open.Select(incident => incident.NextUpdateAt).OfType<DateTimeOffset>().Where(promised => promised > now)
            .Append(midnight).Append(now + LongestValid).Min();
    }

    private static List<GroupView> Groups(PageFacts facts, Dictionary<ServiceComponentId, ComponentView> components)
    {
        var byGroup = facts.Components.ToLookup(component => component.GroupId, component => components[component.Id]);
        var groups = new List<GroupView>();
        if (byGroup[null].Any())
        {
            groups.Add(Group(null, [.. byGroup[null]]));
        }

        groups.AddRange(facts.Groups.Where(group => byGroup[group.Id].Any()).Select(group => Group(group, [.. byGroup[group.Id]])));
        return groups;
    }

    private static GroupView Group(ComponentGroup? group, List<ComponentView> components) => new(
        group?.Id.ToString(),
        group?.Name,
        group?.Collapse ?? CollapseRule.AlwaysOpen,
        components.Select(component => component.Status).Worst(),
        components);

    // On the day it started; one that started before the days that are shown, on the day it ended.
    private static DateOnly DayOf(PageIncidentView incident, TimeZoneInfo zone, DateOnly first)
    {
        var started = incident.StartedAt.DateIn(zone);
        return started < first ? incident.ResolvedAt.GetValueOrDefault().DateIn(zone) : started;
    }

    private static List<RecentDayView> Recent(List<PageIncidentView> incidents, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = now.DateIn(zone);
        var first = today.AddDays(1 - RecentDays);
        var byDay = incidents.Where(incident => incident.ResolvedAt is not null).ToLookup(incident => DayOf(incident, zone, first));
        return [.. Enumerable.Range(0, RecentDays).Select(back => today.AddDays(-back)).Select(day => new RecentDayView(day, [.. byDay[day]]))];
    }
}
