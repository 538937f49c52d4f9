using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace StatusPage.Web.Schedules;

/// <summary>Asks when something recurs, and shows what that means.</summary>
public sealed partial class ScheduleEditor
{
    private const int Shown = 10;

    private static readonly Dictionary<string, object?> SecondsMark = new(StringComparer.Ordinal) { ["data-test"] = "seconds", ["inputmode"] = "numeric" };
    private static readonly Dictionary<string, object?> CronMark = new(StringComparer.Ordinal) { ["data-test"] = "cron", ["autocomplete"] = "off", ["spellcheck"] = "false" };
    private static readonly Dictionary<string, object?> ZoneMark = new(StringComparer.Ordinal) { ["data-test"] = "zone", ["list"] = "zones", ["autocomplete"] = "off" };

    /// <summary>Written to as it is typed.</summary>
    [Parameter, EditorRequired]
    public required ScheduleDraft Draft { get; set; }

    /// <summary>From when the next times are counted.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    [Parameter]
    public string Legend { get; set; } = "How often";

    /// <summary>Of its fields, where a page has several of them.</summary>
    [Parameter]
    public string Name { get; set; } = "schedule";

    /// <summary>Which zone is likely meant.</summary>
    [Parameter]
    public string Zone { get; set; } = "Europe/Berlin";

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static string Offset(DateTimeOffset at) =>
        at.Offset == TimeSpan.Zero ? "UTC" : $"UTC{at.ToString("zzz", CultureInfo.InvariantCulture)}";

    private Task Offer(int seconds)
    {
        Draft.Offer(seconds);
        return OnChanged.InvokeAsync();
    }

    private Task Choose(ScheduleMode mode)
    {
        Draft.Choose(mode, Zone);
        return OnChanged.InvokeAsync();
    }

    private Task TypeInterval(string? text)
    {
        Draft.Interval = text ?? "";
        return OnChanged.InvokeAsync();
    }

    private Task TypeCron(string? text)
    {
        Draft.Cron = text ?? "";
        return OnChanged.InvokeAsync();
    }

    private Task TypeZone(string? text)
    {
        Draft.TimeZone = text ?? "";
        return OnChanged.InvokeAsync();
    }
}
