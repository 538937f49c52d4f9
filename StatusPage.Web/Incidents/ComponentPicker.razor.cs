using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Incidents;

/// <summary>Which components are affected, and how.</summary>
public sealed partial class ComponentPicker
{
    private const int Few = 10;
    private const int Most = 40;

    private static readonly ComponentStatus[] Offered =
        [ComponentStatus.DegradedPerformance, ComponentStatus.PartialOutage, ComponentStatus.MajorOutage, ComponentStatus.Operational];

    private string _filter = "";

    [Parameter, EditorRequired]
    public required IReadOnlyList<ComponentChoice> Choices { get; set; }

    /// <summary>Written to as choices are made.</summary>
    [Parameter, EditorRequired]
    public required IDictionary<ServiceComponentId, ComponentStatus> Chosen { get; set; }

    /// <summary>How the incident's components stand; null for a new incident.</summary>
    [Parameter]
    public IReadOnlyDictionary<ServiceComponentId, ComponentStatus>? Standing { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    // What somebody has chosen, what the incident is about and what is in trouble come first; nobody should have to look for them.
    private List<ComponentChoice> Matching =>
    [
        .. Choices.Where(choice => _filter.Length == 0 || choice.Name.Contains(_filter, StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(choice => Standing?.ContainsKey(choice.Id) is true).ThenByDescending(choice => choice.Status.Severity() > 2),
    ];

    private IEnumerable<ComponentChoice> Shown => Matching.Take(Most);

    // The same name may stand on several pages; on the only one there is nobody needs to be told.
    private string? Where(ComponentChoice choice) => Choices.All(other => other.PageName == choice.PageName) ? choice.GroupName
        : choice.GroupName is null ? choice.PageName : $"{choice.GroupName}, {choice.PageName}";

    private ComponentStatus Now(ComponentChoice choice) => Chosen.TryGetValue(choice.Id, out var chosen) ? chosen : choice.Status;

    private string Unchanged(ComponentChoice choice) => Standing?.TryGetValue(choice.Id, out var standing) is true ? $"Stays {standing.Words().ToLowerInvariant()}" : "Not affected";

    private Task Set(ComponentChoice choice, ChangeEventArgs change)
    {
        if (Enum.TryParse<ComponentStatus>((string?)change.Value, out var status))
        {
            Chosen[choice.Id] = status;
        }
        else
        {
            Chosen.Remove(choice.Id);
        }

        return OnChanged.InvokeAsync();
    }
}
