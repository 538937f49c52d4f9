using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>Which components a monitor feeds, and what its states mean there.</summary>
public sealed partial class LinkFields
{
    private const int Few = 10;
    private const int Most = 40;

    private static readonly ComponentStatus[] Offered =
        [ComponentStatus.MajorOutage, ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance, ComponentStatus.Operational];

    private string _filter = "";

    [Parameter, EditorRequired]
    public required IReadOnlyList<ComponentChoice> Choices { get; set; }

    /// <summary>Written to as choices are made.</summary>
    [Parameter, EditorRequired]
    public required IDictionary<ServiceComponentId, TypedLink> Links { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private List<ComponentChoice> Matching =>
        [.. Choices.Where(choice => Links.ContainsKey(choice.Id) || choice.Name.Contains(_filter, StringComparison.CurrentCultureIgnoreCase))];

    private IEnumerable<ComponentChoice> Shown => Matching.Take(Most);

    private static string Where(ComponentChoice choice) => choice.GroupName is null ? choice.PageName : $"{choice.GroupName}, {choice.PageName}";

    private static ComponentStatus Read(ChangeEventArgs change, ComponentStatus otherwise) =>
        Enum.TryParse<ComponentStatus>((string?)change.Value, out var status) && Offered.Contains(status) ? status : otherwise;

    private Task Set(ServiceComponentId component, bool linked)
    {
        if (linked)
        {
            Links[component] = new TypedLink(component);
        }
        else
        {
            Links.Remove(component);
        }

        return OnChanged.InvokeAsync();
    }

    private Task Mean(TypedLink link)
    {
        Links[link.ComponentId] = link;
        return OnChanged.InvokeAsync();
    }
}
