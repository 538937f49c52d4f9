using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Core.Pages;

/// <summary>
/// The worst of the components and the open incidents, in one sentence. Never green while an incident is open; components of which nothing is
/// known never make it worse, but do not count as working either.
/// </summary>
public static class PageBanner
{
    public static BannerView Of(IReadOnlyList<ComponentView> components, IReadOnlyList<PageIncidentView> open)
    {
        var known = components.Where(component => component.Status is not ComponentStatus.Unknown).ToList();
        var troubled = known.Where(component => component.Status is not ComponentStatus.Operational).ToList();
        if (troubled.Count > 0)
        {
            return OfTrouble(components, known, troubled, open);
        }

        if (open.Count > 0)
        {
            var worst = open.MaxBy(incident => incident.Impact)!;
            return new BannerView(StatusOf(open), worst.Title, known.Count > 0 ? "All components work." : "", worst.StartedAt);
        }

        if (known.Count == 0)
        {
            return components.Count == 0
                ? new BannerView(ComponentStatus.Unknown, "Nothing is shown here yet", "As soon as a service is added, its status appears here.", null)
                : new BannerView(ComponentStatus.Unknown, "No data at the moment", "The status shows as soon as the next check has finished.", null);
        }

        var silent = components.Count - known.Count;
        return silent == 0
            ? new BannerView(ComponentStatus.Operational, "All systems operational", "", Latest(known))
            : new BannerView(ComponentStatus.Operational, "Everything we hear from works", $"{Counted(silent)} {(silent == 1 ? "has" : "have")} no data at the moment.", Latest(known));
    }

    private static BannerView OfTrouble(
        IReadOnlyList<ComponentView> components, List<ComponentView> known, List<ComponentView> troubled, IReadOnlyList<PageIncidentView> open)
    {
        var worst = troubled.Select(component => component.Status).Worst();
        var hit = troubled.Where(component => component.Status == worst).ToList();
        var status = open.Select(incident => incident.Impact.ToStatus()).Append(worst).Worst();
        var headline = Headline(worst, hit, components.Count);
        if (status.Severity() > worst.Severity())
        {
            // Maintenance, or a lesser problem, must not be all that one reads while an incident says worse.
            var incident = open.MaxBy(one => one.Impact)!;
            return new BannerView(status, incident.Title, $"{headline}.", incident.StartedAt);
        }

        var rest = known.Count - troubled.Count;
        var detail = (rest, troubled.Count - hit.Count) switch
        {
            ( > 0, 0) => "Everything else works.",
            ( > 0, var lesser) => $"{Counted(lesser)} {(lesser == 1 ? "has" : "have")} a lesser problem. Everything else works.",
            (_, > 0 and var lesser) => $"{Counted(lesser)} {(lesser == 1 ? "has" : "have")} a lesser problem.",
            _ => "",
        };
        return new BannerView(status, headline, detail, hit.Select(component => component.Since).Min());
    }

    private static string Headline(ComponentStatus worst, List<ComponentView> hit, int all)
    {
        var who = hit.Count switch
        {
            1 => hit[0].Name,
            2 => $"{hit[0].Name} and {hit[1].Name}",
            var count when count == all => "All services",
            var count => $"{count} of {all} services",
        };
        var one = hit.Count == 1;
        return worst switch
        {
            ComponentStatus.MajorOutage => $"{who} {(one ? "has" : "have")} a major outage",
            ComponentStatus.PartialOutage => $"{who} {(one ? "has" : "have")} a partial outage",
            ComponentStatus.DegradedPerformance => $"{who} {(one ? "is" : "are")} slower than usual",
            ComponentStatus.UnderMaintenance => $"{who} {(one ? "is" : "are")} under maintenance",
            ComponentStatus.Operational or ComponentStatus.Unknown => throw new InvalidOperationException($"{worst} is no trouble."),
        };
    }

    // An incident that hurts nothing is still news: it must not look as if nothing had happened.
    private static ComponentStatus StatusOf(IReadOnlyList<PageIncidentView> open)
    {
        var worst = open.Select(incident => incident.Impact.ToStatus()).Worst();
        return worst is ComponentStatus.Operational ? ComponentStatus.DegradedPerformance : worst;
    }

    private static DateTimeOffset? Latest(List<ComponentView> components) => components.Select(component => component.Since).Max();

    private static string Counted(int components) => components == 1 ? "One component" : $"{components} components";
}
