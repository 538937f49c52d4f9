using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Core.Pages;

internal static class IncidentViews
{
    /// <param name="names">The components that the page shows; of others nothing is said.</param>
    public static PageIncidentView Of(Incident incident, Dictionary<ServiceComponentId, string> names) => new(
        incident.Id.ToString(),
        incident.Title,
        ImpactOn(incident, names),
        incident.Status,
        incident.StartedAt,
        incident.ResolvedAt,
        incident.NextUpdateAt,
        [
            .. incident.Affected().Where(affected => names.ContainsKey(affected.Key))
                .Select(affected => new AffectedView(affected.Key.ToString(), names[affected.Key], affected.Value))
                .OrderByDescending(affected => affected.Status.Severity()).ThenBy(affected => affected.Name, StringComparer.Ordinal),
        ],
        [.. incident.Updates.Reverse().Select(update => new PageUpdateView(update.Status, update.Body, update.At))]);

    // Where nobody has said how bad it is, what visitors cannot see must not turn their page red.
    private static Impact ImpactOn(Incident incident, Dictionary<ServiceComponentId, string> names) => incident.DeclaredImpact
        ?? Impacts.FromStatuses(incident.Updates.SelectMany(update => update.Components)
            .Where(affected => names.ContainsKey(affected.ComponentId)).Select(affected => affected.Status));
}
