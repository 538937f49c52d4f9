using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Schedules;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

/// <summary>What is watched and how. What the checks found is kept apart, in <see cref="ScheduledCheck"/> and <see cref="CheckResult"/>.</summary>
public sealed class StatusMonitor : IOwned, IVersioned, IArchivable
{
    private StatusMonitor()
    {
        Name = Target = "";
        Schedule = Schedule.Every(60);
        Http = new HttpSettings();
    }

    public StatusMonitor(
        StatusMonitorId id, OrganizationId organizationId, string name, string target, Schedule schedule, HttpSettings http, DateTimeOffset createdAt)
    {
        Id = id;
        OrganizationId = organizationId;
        Name = Words.Required(name, "The monitor's name", 100);
        Target = MonitorTarget.Http(target);
        Schedule = schedule;
        Http = http.Checked();
        CreatedAt = StateSince = createdAt;
    }

    public StatusMonitorId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; }

    public MonitorKind Kind { get; private set; } = MonitorKind.Http;

    public string Target { get; private set; }

    public Schedule Schedule { get; private set; }

    /// <summary>From the first name look-up to the last byte that is needed; 100 to 60,000.</summary>
    public int TimeoutMs { get; private set; } = 10_000;

    public int FailuresToDown { get; private set; } = 2;

    public int SuccessesToUp { get; private set; } = 1;

    /// <summary>From this latency on an answer is slow; null when latency does not matter.</summary>
    public int? DegradedMs { get; private set; }

    public HttpSettings Http { get; private set; }

    public bool Paused { get; private set; }

    /// <summary>When a pause ends by itself; null while it is not paused, or paused until somebody resumes it.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    /// <summary>Short words by which people find it, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>Since when checks have been expected by <see cref="Schedule"/>; null: since it was made.</summary>
    public DateTimeOffset? ScheduledSince { get; private set; }

    /// <summary>The standing verdict. Written only together with the spans that follow from it, and without raising <see cref="Version"/>.</summary>
    public MonitorState State { get; private set; } = MonitorState.Unknown;

    public DateTimeOffset StateSince { get; private set; }

    /// <summary>Since when somebody has its problem in hand; null while nobody has, and from the next change of its state on.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public UserId? AcknowledgedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public int Version { get; set; }

    /// <summary>Nobody checks it: it is paused or put away.</summary>
    public bool IsAtRest => Paused || ArchivedAt is not null;

    public Thresholds Thresholds => new(FailuresToDown, SuccessesToUp, DegradedMs);

    public void Tune(int timeoutMs, Thresholds thresholds)
    {
        TimeoutMs = Between(timeoutMs, 100, 60_000, "The timeout in milliseconds");
        FailuresToDown = Between(thresholds.FailuresToDown, 1, 20, "The number of failures to go down");
        SuccessesToUp = Between(thresholds.SuccessesToUp, 1, 20, "The number of successes to come up");
        DegradedMs = thresholds.DegradedMs is { } slow ? Between(slow, 1, 60_000, "The latency in milliseconds that counts as slow") : null;
    }

    /// <summary>What its checks send from now on, in place of what they sent before.</summary>
    public void Send(IReadOnlyList<HttpHeader> headers, Secret? body) =>
        Http = Http with { Headers = headers.Count > 0 ? headers : null, Body = body };

    public void Rename(string name) => Name = Words.Required(name, "The monitor's name", 100);

    /// <summary>Looks elsewhere, or in another way, from now on.</summary>
    public void Watch(string target, HttpSettings http) => (Target, Http) = (MonitorTarget.Http(target), http.Checked());

    public void RunBy(Schedule schedule, DateTimeOffset at)
    {
        if (schedule != Schedule)
        {
            (Schedule, ScheduledSince) = (schedule, at);
        }
    }

    public void TagWith(IEnumerable<string> tags) => Tags = MonitorTags.Checked(tags);

    /// <summary>Is not checked any more, and nothing is known of its target.</summary>
    /// <param name="until">Null: until somebody resumes it.</param>
    public void Pause(DateTimeOffset? until, DateTimeOffset at)
    {
        if (until <= at)
        {
            throw new RuleViolationException("The pause would have ended already; choose a later time.");
        }

        StateSince = Paused ? StateSince : at;
        (Paused, PausedUntil, State) = (true, until, MonitorState.Unknown);
    }

    public void Resume(DateTimeOffset at)
    {
        if (Paused)
        {
            (Paused, PausedUntil, StateSince, ScheduledSince) = (false, null, at, at);
        }
    }

    /// <summary>Puts it away; what is away already stays away since then.</summary>
    public void Archive(DateTimeOffset at)
    {
        ArchivedAt ??= at;
        State = MonitorState.Unknown;
    }

    /// <summary>Brings it back, paused as it was or was not.</summary>
    public void Restore(DateTimeOffset at)
    {
        if (ArchivedAt + IArchivable.Kept <= at)
        {
            throw new RuleViolationException($"The monitor was archived more than {IArchivable.Kept.TotalDays:0} days ago and cannot be brought back.");
        }

        (ArchivedAt, ScheduledSince, StateSince) = (null, at, at);
    }

    /// <summary>Takes back what an act has done to it; its verdict only where it was checked before and is not now.</summary>
    internal void Return(MonitorBefore before)
    {
        if (IsAtRest || before.IsAtRest)
        {
            (State, StateSince) = (before.State, before.StateSince);
        }

        (Paused, PausedUntil, ArchivedAt, Tags) = (before.Paused, before.PausedUntil, before.ArchivedAt, before.Tags);
    }

    private static int Between(int value, int least, int most, string what) => value >= least && value <= most
        ? value
        : throw new RuleViolationException($"{what} is {value}; it must be from {least} to {most}.");
}
