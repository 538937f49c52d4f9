using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Core.Pages;

internal static class IncidentViews
{
    /// <param name="names">The components that the page shows; of others nothing is said.</param>
    public static PageIncidentView Of(Incident incident, Dictionary<ServiceComponentId, string> names) => new(
        incident.Id.ToString(),
        incident.Title,
        incident.Impact,
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
}
