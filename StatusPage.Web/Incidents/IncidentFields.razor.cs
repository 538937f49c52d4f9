using System.Globalization;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Web.Incidents;

public sealed partial class IncidentFields
{
    private static readonly (int Minutes, string Words)[] Promises =
        [(0, "No promise"), (15, "In 15 minutes"), (30, "In 30 minutes"), (60, "In an hour"), (120, "In two hours"), (240, "In four hours"), (1440, "Tomorrow")];

    private static readonly Dictionary<string, object?> BodyMark = new(StringComparer.Ordinal) { ["data-test"] = "body", ["aria-required"] = "true" };

    private bool _touched;

    [Parameter, EditorRequired]
    public required IncidentDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<IncidentStatus> Statuses { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ComponentChoice> Choices { get; set; }

    /// <summary>How the incident's components stand before this update.</summary>
    [Parameter]
    public IReadOnlyDictionary<ServiceComponentId, ComponentStatus>? Standing { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool Shown(string? problem) => problem is not null && (_touched || Draft.WasSent);

    private Task Changed() => OnChanged.InvokeAsync();

    private Task Write(string? text)
    {
        _touched = true;
        Draft.Body = text ?? "";
        return Changed();
    }

    private Task Choose(IncidentStatus status)
    {
        Draft.Choose(status);
        return Changed();
    }

    private Task Promise(ChangeEventArgs change)
    {
        Draft.PromisedMinutes = int.Parse((string?)change.Value ?? "0", CultureInfo.InvariantCulture);
        return Changed();
    }
}
