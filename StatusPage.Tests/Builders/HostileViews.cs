using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Builders;

/// <summary>What people may type: no place to break, other scripts, markup.</summary>
internal static class HostileViews
{
    private const string Long = "Pneumonoultramicroscopicsilicovolcanoconiosis_Pneumonoultramicroscopicsilicovolcanoconiosis_v2.prod.eu-central-1";

    private static readonly string[] Names = [Long, "\U0001F600 emoji", "خدمة الدفع (API)", "שירות <b>bold</b> & \"co\"", "<script>alert(1)</script>", "a"];

    public static PageView Page()
    {
        var components = Names.Select((name, index) => Component(1000 + index, name, (ComponentStatus)index)).ToList();
        var incident = PageViews.Incident(900, Long, Impact.Critical) with
        {
            StartedAt = PageViews.Noon.AddDays(-40),
            Affected = [.. components.Select(component => new AffectedView(component.Id, component.Name, component.Status))],
            Updates = [new PageUpdateView(IncidentStatus.Investigating, $"# {Long}\n\n```\n{Long}{Long}\n```\n\nhttps://example.com/{Long}", PageViews.Noon.AddDays(-40))],
        };
        return PageViews.Page(
            ComponentStatus.MajorOutage,
            $"{Long} has a major outage",
            Long,
            [
                new GroupView(null, null, CollapseRule.AlwaysOpen, ComponentStatus.MajorOutage, components),
                new GroupView(PageViews.Id(5), Long, CollapseRule.AlwaysOpen, ComponentStatus.Operational, [Component(2000, Long, ComponentStatus.Operational)]),
            ],
            [incident],
            name: Long);
    }

    // Trouble at both edges of the bar, and at the first day that a phone shows.
    private static ComponentView Component(int number, string name, ComponentStatus status)
    {
        var component = PageViews.Component(number, status, name);
        var days = component.Days.ToList();
        foreach (var index in new[] { 0, 60, 89 })
        {
            days[index] = PageViews.Day(days[index].Date, 5400, 4020, 19_000, 7200, 1200) with
            {
                Incidents = [.. Enumerable.Range(0, 4).Select(one => new DayIncidentView(PageViews.Id(700 + one), $"{one} {Long}"))],
            };
        }

        return component with { Id = PageViews.Id(number), Description = $"{name} {Long}", Days = days };
    }
}
