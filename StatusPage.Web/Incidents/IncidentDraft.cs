using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Incidents;

/// <summary>What somebody is typing about an incident, and what is missing in it.</summary>
public sealed class IncidentDraft
{
    public const int LongestTitle = 200;
    public const int LongestBody = 10_000;

    private const int LongestPromise = 24 * 60;
    private const string Closing = "This incident has been resolved.";

    /// <summary>The incident will have it: a draft that is posted again because no answer came is posted once.</summary>
    public IncidentId Id { get; private init; } = IncidentId.New();

    public string Title { get; set; } = "";

    public string Body { get; set; } = "";

    public IncidentStatus Status { get; private set; } = IncidentStatus.Investigating;

    /// <summary>Null: the components decide.</summary>
    public Impact? Impact { get; set; }

    /// <summary>Minutes until the promised next update; 0 for no promise.</summary>
    public int PromisedMinutes { get; set; }

    /// <summary>Whether subscribers are mailed.</summary>
    public bool Notify { get; set; } = true;

    public IDictionary<ServiceComponentId, ComponentStatus> Components { get; } = new Dictionary<ServiceComponentId, ComponentStatus>();

    /// <summary>When it was sent, if no answer has come since.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Problems are shown at once to whoever tried to post, and otherwise while typing.</summary>
    public bool WasSent { get; set; }

    public bool IsClosing => Status is IncidentStatus.Resolved or IncidentStatus.Postmortem;

    public bool IsPristine => Title.Length == 0 && (Body.Length == 0 || Body == Closing) && Components.Count == 0 && PromisedMinutes == 0;

    public string? TitleProblem => ProblemOfTitle(Title);

    public string? BodyProblem => ProblemOfBody(Body);

    public static string? ProblemOfTitle(string title) => Problem(title, "Say in a few words what customers notice.", LongestTitle);

    public static string? ProblemOfBody(string body) => Problem(body, "Say in one sentence what is going on.", LongestBody, severalLines: true);

    public bool IsComplete(bool withTitle) => BodyProblem is null && (!withTitle || TitleProblem is null);

    public void Choose(IncidentStatus status)
    {
        // Resolving is the moment for two clicks; whoever has more to say types over it.
        if (status is IncidentStatus.Resolved && string.IsNullOrWhiteSpace(Body))
        {
            Body = Closing;
        }
        else if (status is not IncidentStatus.Resolved && Body == Closing)
        {
            Body = "";
        }

        Status = status;
    }

    public NewUpdate ToUpdate(DateTimeOffset now)
    {
        // What is over has no components in trouble and promises nothing.
        var components = IsClosing ? [] : new Dictionary<ServiceComponentId, ComponentStatus>(Components);
        return new NewUpdate(Status, Body.Trim(), components, IsClosing || PromisedMinutes == 0 ? null : now.AddMinutes(PromisedMinutes)) { Notify = Notify };
    }

    public NewIncident ToIncident(DateTimeOffset now) =>
        new(Title.Trim(), Impact, StartedAt: null, ToUpdate(now), Array.Empty<PublicPageId>()) { Id = Id };

    internal KeptDraft Keep(UserId owner, int seen) => new(
        Id.Value,
        owner.Value,
        Title,
        Body,
        Status,
        Impact,
        PromisedMinutes,
        Components.ToDictionary(chosen => chosen.Key.Value, chosen => chosen.Value),
        seen,
        SentAt,
        Notify);

    /// <param name="choices">Components that can be chosen; others are left out.</param>
    internal static IncidentDraft From(KeptDraft kept, IReadOnlyCollection<ComponentChoice> choices)
    {
        var draft = new IncidentDraft
        {
            Id = new IncidentId(kept.Id),
            Title = kept.Title,
            Body = kept.Body,
            Status = Known(kept.Status),
            Impact = kept.Impact is { } impact && Enum.IsDefined(impact) ? impact : null,
            Notify = kept.Notify,
            PromisedMinutes = Math.Clamp(kept.PromisedMinutes, 0, LongestPromise),
        };
        foreach (var choice in choices)
        {
            if (kept.Components.TryGetValue(choice.Id.Value, out var status) && Enum.IsDefined(status))
            {
                draft.Components[choice.Id] = status;
            }
        }

        return draft;
    }

    private static IncidentStatus Known(IncidentStatus status) => Enum.IsDefined(status) ? status : IncidentStatus.Investigating;

    private static string? Problem(string text, string missing, int longest, bool severalLines = false)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return missing;
        }

        try
        {
            Words.Required(text, "The text", longest, severalLines);
            return null;
        }
        catch (RuleViolationException refusal)
        {
            return refusal.Message;
        }
    }
}
