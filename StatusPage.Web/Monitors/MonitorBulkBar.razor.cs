using System.Globalization;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

public sealed partial class MonitorBulkBar(TimeProvider time)
{
    private static readonly (int Minutes, string Words)[] Pauses =
        [(0, "until somebody resumes"), (15, "for 15 minutes"), (60, "for an hour"), (240, "for four hours"), (1440, "until tomorrow, this time"), (10_080, "for a week")];

    private string _tags = "";

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<StatusMonitorId> Chosen { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<MonitorRow> All { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<string> Tags { get; set; }

    [Parameter]
    public bool IsArchive { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<bool> OnChoose { get; set; }

    [Parameter]
    public EventCallback<MonitorAct> OnAct { get; set; }

    private async Task PauseAsync(ChangeEventArgs change)
    {
        if (int.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            await OnAct.InvokeAsync(MonitorAct.Pause(minutes == 0 ? null : time.GetUtcNow().AddMinutes(minutes)));
        }
    }

    private async Task TagAsync(MonitorAct act)
    {
        await OnAct.InvokeAsync(act);
        _tags = "";
    }
}
