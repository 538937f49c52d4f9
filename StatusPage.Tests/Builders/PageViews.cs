using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Builders;

/// <summary>Sample pages for tests and for looking at: the same input gives the same page.</summary>
internal static class PageViews
{
    public const int DaySeconds = 86_400;

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names =
    [
        "Website", "API", "Login", "Dashboard", "Webhooks", "Object storage", "Search", "Reports", "Mail delivery", "Payments", "Exports", "Mobile app",
    ];

    public static PageView Page(
        ComponentStatus status = ComponentStatus.Operational,
        string headline = "All systems operational",
        string detail = "",
        IReadOnlyList<GroupView>? groups = null,
        IReadOnlyList<PageIncidentView>? open = null,
        IReadOnlyList<RecentDayView>? recent = null,
        string name = "Northwind Cloud",
        long version = 7) =>
        new(
            Id(1), "demo", name, "Europe/Berlin", "en", version, Noon, Noon.AddMinutes(5),
            new BannerView(status, headline, detail, Noon.AddMinutes(-37)),
            open ?? [], groups ?? Groups(2, 3), recent ?? Recent());

    /// <summary>No component, no incident: the minute after the first run.</summary>
    public static PageView Empty() => Page(ComponentStatus.Unknown, "Nothing is watched yet", groups: []) with
    {
        Banner = new BannerView(ComponentStatus.Unknown, "Nothing is watched yet", "", null),
        Recent = [.. Recent().Select(day => day with { Incidents = [] })],
    };

    public static PageView OneBroken() => Page(
        ComponentStatus.PartialOutage,
        "Some customers cannot sign in",
        "Login has a partial outage. Everything else works.",
        Groups(3, 8, index => index switch { 2 => ComponentStatus.PartialOutage, 1 => ComponentStatus.DegradedPerformance, 13 => ComponentStatus.UnderMaintenance, 19 => ComponentStatus.Unknown, _ => ComponentStatus.Operational }),
        [Incident(900, "Sign-in failing for some accounts", Impact.Major)]);

    public static PageView AllBroken() => Page(
        ComponentStatus.MajorOutage,
        "Major outage of all services",
        "Nothing works at the moment. We are on it.",
        Groups(2, 4, _ => ComponentStatus.MajorOutage),
        [Incident(901, "Data centre without power", Impact.Critical, updates: 5), Incident(902, "Delayed mail", Impact.Minor, updates: 1)]);

    /// <summary>Groups of equal size; every sixth group or so holds trouble, each component another history.</summary>
    public static PageView Many(int components = 400) => Page(
        ComponentStatus.DegradedPerformance,
        "Two services are slow",
        "",
        Groups(components / 20, 20, index => index is 45 or 131 ? ComponentStatus.DegradedPerformance : ComponentStatus.Operational));

    public static IReadOnlyList<GroupView> Groups(int groups, int size, Func<int, ComponentStatus>? statusOf = null) =>
    [
        .. Enumerable.Range(0, groups).Select(number =>
        {
            var members = Enumerable.Range(number * size, size)
                .Select(index => Component(index, statusOf?.Invoke(index) ?? ComponentStatus.Operational)).ToList();
            var rule = number % 3 == 2 ? CollapseRule.OpenOnProblem : CollapseRule.AlwaysOpen;
            return new GroupView(Id(100 + number), $"Region {number + 1}", rule, members.Select(member => member.Status).Worst(), members);
        }),
    ];

    public static ComponentView Component(int index, ComponentStatus status = ComponentStatus.Operational, string? name = null)
    {
        var days = Days(index);
        var uptimes = days.Where(day => day.Uptime is not null).Select(day => day.Uptime!.Value).ToList();
        return new ComponentView(
            Id(1000 + index),
            name ?? (index < Names.Length ? Names[index] : $"{Names[index % Names.Length]} {index / Names.Length + 1}"),
            index % 7 == 3 ? "Charts, alerts and saved views for every workspace." : null,
            index % 5 == 1 ? "https://example.com/docs" : null,
            status,
            Noon.AddMinutes(-37),
            uptimes.Count == 0 ? null : uptimes.Average(),
            index % 8 == 7 ? 0.55 : 1,
            days);
    }

    /// <summary>90 days with a few bad ones, drawn from the index; every eighth component is 50 days old.</summary>
    public static IReadOnlyList<DayView> Days(int index) =>
    [
        .. Enumerable.Range(0, 90).Select(day =>
        {
            var date = new DateOnly(2026, 11, 23).AddDays(day - 89);
            if (index % 8 == 7 && day < 40)
            {
                return Day(date, unknown: DaySeconds);
            }

            return (((index * 31) + (day * 17)) % 97) switch
            {
                3 => Day(date, degraded: 5400, title: "Slow answers from the primary database"),
                41 when day % 2 == 0 => Day(date, partial: 4020, degraded: 1200, title: "Errors while exporting"),
                77 when index % 3 == 0 => Day(date, major: 19_000, partial: 3000, title: "Power failure in one hall"),
                58 when index % 4 == 1 => Day(date, maintenance: 7200),
                _ => Day(date),
            };
        }),
    ];

    public static DayView Day(DateOnly date, int degraded = 0, int partial = 0, int major = 0, int maintenance = 0, int unknown = 0, string? title = null)
    {
        var known = DaySeconds - unknown;
        return new DayView(
            date, known - degraded - partial - major - maintenance, degraded, partial, major, maintenance, unknown,
            known == 0 ? null : 1 - ((major + (0.3 * partial)) / known),
            title is null ? [] : [new DayIncidentView(Id(500 + date.DayNumber % 200), title)]);
    }

    public static PageIncidentView Incident(int number, string title, Impact impact, int updates = 2, DateTimeOffset? resolvedAt = null) => new(
        Id(number),
        title,
        impact,
        resolvedAt is null ? IncidentStatus.Identified : IncidentStatus.Resolved,
        (resolvedAt ?? Noon).AddMinutes(-48),
        resolvedAt,
        resolvedAt is null ? Noon.AddMinutes(16) : null,
        [new AffectedView(Id(1002), "Login", ComponentStatus.PartialOutage), new AffectedView(Id(1001), "API", ComponentStatus.DegradedPerformance)],
        [
            .. Enumerable.Range(0, updates).Select(index => new PageUpdateView(
                index == 0 ? (resolvedAt is null ? IncidentStatus.Identified : IncidentStatus.Resolved) : IncidentStatus.Investigating,
                index == 0
                    ? "A certificate on one of our **identity servers** expired. We are replacing it; existing sessions are *not* affected. See [the guide](https://example.com/help)."
                    : "Some sign-ins fail with an error page. We are looking into it.",
                (resolvedAt ?? Noon).AddMinutes(-13 * (index + 1)))),
        ]);

    public static IReadOnlyList<RecentDayView> Recent() =>
    [
        .. Enumerable.Range(0, 7).Select(day => new RecentDayView(
            new DateOnly(2026, 11, 23).AddDays(-day),
            day switch
            {
                2 => [Incident(800, "Slow webhook deliveries", Impact.Minor, resolvedAt: Noon.AddDays(-2))],
                5 => [Incident(801, "Errors while exporting large reports", Impact.Major, 3, Noon.AddDays(-5)), Incident(802, "Login page unreachable", Impact.Critical, 2, Noon.AddDays(-5).AddHours(-3))],
                _ => [],
            })),
    ];

    /// <summary>32 hex digits, as ids are written in public.</summary>
    public static string Id(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
