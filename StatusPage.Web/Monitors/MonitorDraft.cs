using System.Globalization;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Web.Schedules;

namespace StatusPage.Web.Monitors;

/// <summary>What somebody is typing about a monitor, and what is wrong with it.</summary>
public sealed class MonitorDraft
{
    /// <summary>The monitor will have it: a draft that is sent again because no answer came makes one monitor.</summary>
    public StatusMonitorId Id { get; init; } = StatusMonitorId.New();

    public string Name { get; set; } = "";

    public string Target { get; set; } = "";

    public ScheduleDraft Schedule { get; private set; } = new();

    public string TimeoutMs { get; set; } = "10000";

    public string FailuresToDown { get; set; } = "2";

    public string SuccessesToUp { get; set; } = "1";

    /// <summary>Blank: latency does not matter.</summary>
    public string DegradedMs { get; set; } = "";

    public RequestDraft Request { get; private set; } = new();

    public ISet<string> Locations { get; } = new SortedSet<string>(StringComparer.Ordinal);

    public IDictionary<ServiceComponentId, TypedLink> Links { get; } = new Dictionary<ServiceComponentId, TypedLink>();

    /// <summary>With commas between them.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Problems of what was left empty are shown to whoever tried to save.</summary>
    public bool WasSent { get; set; }

    public string? NameProblem => string.IsNullOrWhiteSpace(Name) ? "Give it a name that tells people what is watched." : Refusal(() => Words.Required(Name, "The name", 100));

    public string? TargetProblem => string.IsNullOrWhiteSpace(Target) ? "Write the address to watch, such as https://example.com/health." : Refusal(() => MonitorTarget.Http(Target));

    public string? TimeoutProblem => Refusal(() => Number(TimeoutMs, 100, 60_000));

    public string? FailuresProblem => Refusal(() => Number(FailuresToDown, 1, 20));

    public string? SuccessesProblem => Refusal(() => Number(SuccessesToUp, 1, 20));

    public string? DegradedProblem => string.IsNullOrWhiteSpace(DegradedMs) ? null : Refusal(() => Number(DegradedMs, 1, 60_000));

    public string? LocationsProblem => Locations.Count == 0 ? "Choose at least one location from which it is checked." : null;

    public string? TagsProblem => Refusal(() => MonitorTags.Checked(MonitorTags.Split(Tags)));

    public bool IsComplete => NameProblem is null && LocationsProblem is null && TagsProblem is null && CanBeTried;

    public bool CanBeTried => TargetProblem is null && TimeoutProblem is null && FailuresProblem is null && SuccessesProblem is null
        && DegradedProblem is null && Schedule.Problem is null && Request.Problem is null;

    /// <summary>What the thresholds mean, in a sentence.</summary>
    public string? ThresholdsInWords => FailuresProblem is null && SuccessesProblem is null && DegradedProblem is null && Schedule.Value is { } schedule
        ? ThresholdWords.Of(Thresholds(), schedule)
        : null;

    public static MonitorDraft From(MonitorDetails monitor, bool asClone = false)
    {
        var draft = new MonitorDraft
        {
            Id = asClone ? StatusMonitorId.New() : monitor.Id,
            Name = asClone ? $"Copy of {monitor.Name}"[..Math.Min(100, monitor.Name.Length + 8)] : monitor.Name,
            Target = monitor.Target,
            Schedule = ScheduleDraft.From(monitor.Schedule),
            TimeoutMs = Text(monitor.TimeoutMs),
            FailuresToDown = Text(monitor.Thresholds.FailuresToDown),
            SuccessesToUp = Text(monitor.Thresholds.SuccessesToUp),
            DegradedMs = monitor.Thresholds.DegradedMs is { } degraded ? Text(degraded) : "",
            Request = RequestDraft.From(monitor.Http),
            Tags = string.Join(", ", monitor.Tags),
        };
        draft.Locations.UnionWith(monitor.Checks.Select(check => check.Location));
        foreach (var link in monitor.Links)
        {
            draft.Links[link.ComponentId] = new TypedLink(link.ComponentId, link.WhenDown, link.WhenDegraded);
        }

        return draft;
    }

    internal static MonitorDraft From(KeptMonitor kept)
    {
        var draft = new MonitorDraft
        {
            Id = new StatusMonitorId(kept.Id),
            Name = kept.Name,
            Target = kept.Target,
            Schedule = ScheduleDraft.From(kept.Schedule),
            TimeoutMs = kept.TimeoutMs,
            FailuresToDown = kept.FailuresToDown,
            SuccessesToUp = kept.SuccessesToUp,
            DegradedMs = kept.DegradedMs,
            Request = RequestDraft.From(kept.Request),
            Tags = kept.Tags,
        };
        draft.Locations.UnionWith(kept.Locations);
        foreach (var link in kept.Links)
        {
            var component = new ServiceComponentId(link.Component);
            draft.Links[component] = new TypedLink(component, link.WhenDown, link.WhenDegraded);
        }

        return draft;
    }

    internal KeptMonitor Keep(UserId owner, StatusMonitorId? secretsFrom, int seen) => new(
        Id.Value,
        owner.Value,
        secretsFrom?.Value,
        seen,
        Name,
        Target,
        Schedule.Keep(),
        TimeoutMs,
        FailuresToDown,
        SuccessesToUp,
        DegradedMs,
        Request.Keep(),
        [.. Locations],
        [.. Links.Values.Select(link => new KeptLink(link.ComponentId.Value, link.WhenDown, link.WhenDegraded))],
        Tags);

    /// <summary>To be called on a draft that can be tried, or is complete.</summary>
    public MonitorSettings ToSettings() => new(
        Name.Trim(),
        Target.Trim(),
        Schedule.Value ?? throw new InvalidOperationException("The schedule has a problem."),
        Number(TimeoutMs, 100, 60_000),
        Thresholds(),
        Request.ToHttp(),
        [.. Locations],
        [.. Links.Values],
        [.. MonitorTags.Split(Tags)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text, int least, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RuleViolationException(FormattableString.Invariant($"Write a whole number from {least} to {most}."));

    private static string? Refusal<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (RuleViolationException refusal)
        {
            return refusal.Message;
        }
    }

    private Thresholds Thresholds() => new(
        Number(FailuresToDown, 1, 20), Number(SuccessesToUp, 1, 20), string.IsNullOrWhiteSpace(DegradedMs) ? null : Number(DegradedMs, 1, 60_000));
}
