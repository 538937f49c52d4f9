using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

/// <summary>Something that went wrong and what was said about it. Load it with its updates and their components.</summary>
public sealed class Incident : IOwned, IVersioned
{
    private const string TitleWords = "The title";
    private const int LongestTitle = 200;

    private readonly List<IncidentUpdate> _updates = [];

    private Incident()
    {
        Title = "";
    }

    private Incident(IncidentId id, OrganizationId organizationId, string title, Impact? declaredImpact, DateTimeOffset startedAt)
    {
        Id = id;
        OrganizationId = organizationId;
        Title = Words.Required(title, TitleWords, LongestTitle);
        DeclaredImpact = declaredImpact;
        StartedAt = startedAt;
    }

    public IncidentId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Title { get; private set; }

    public IncidentStatus Status { get; private set; }

    /// <summary>What somebody set; null where the components decide.</summary>
    public Impact? DeclaredImpact { get; private set; }

    /// <summary>What it is, or was at its worst.</summary>
    public Impact Impact { get; private set; }

    /// <summary>May lie before the first update: people notice late.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while open.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    public DateTimeOffset? NextUpdateAt { get; private set; }

    public int Version { get; set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<IncidentUpdate> Updates => _updates;

    public bool IsOpen => ResolvedAt is null;

    public IncidentHead Head => new(Title, DeclaredImpact, StartedAt);

    public static Incident Post(
        IncidentId id, OrganizationId organizationId, string title, Impact? impact, DateTimeOffset startedAt, NewUpdate first, UserId author, DateTimeOffset now)
    {
        if (startedAt > now)
        {
            throw new RuleViolationException("An incident cannot start in the future.");
        }

        var incident = new Incident(id, organizationId, title, impact, startedAt) { Status = first.Status };
        if (first.Status is IncidentStatus.Postmortem)
        {
            throw new RuleViolationException("A post-mortem follows a resolved incident.");
        }

        incident.Append(first, author, now);
        return incident;
    }

    /// <summary>Says something more. Any status may follow any other while the incident is open: a fix that did not hold goes back to identified.</summary>
    public IncidentUpdate Update(NewUpdate update, UserId author, DateTimeOffset now)
    {
        if (!CanFollow(Status, update.Status))
        {
            throw new RuleViolationException($"An incident that is {Status.Word()} cannot become {update.Status.Word()}.");
        }

        return Append(update, author, now);
    }

    public void Change(IncidentHead head)
    {
        if (head.StartedAt > _updates[0].At)
        {
            throw new RuleViolationException("An incident begins at the latest with its first update.");
        }

        Title = Words.Required(head.Title, TitleWords, LongestTitle);
        DeclaredImpact = head.Impact;
        StartedAt = head.StartedAt;
        Impact = head.Impact ?? Worst();
    }

    /// <returns>What it said before; null when it says the same.</returns>
    public EarlierWording? Reword(Guid updateId, string body, UserId editor, DateTimeOffset now) =>
        (_updates.Find(update => update.Id == updateId) ?? throw new NotFoundException("The update")).Reword(body, editor, now);

    /// <summary>How each component that was ever named stands now; operational once the incident has nothing more to say about it.</summary>
    public IReadOnlyDictionary<ServiceComponentId, ComponentStatus> Affected() => _updates
        .SelectMany(update => update.Components)
        .GroupBy(component => component.ComponentId)
        .ToDictionary(group => group.Key, group => IsOpen ? group.Last().Status : ComponentStatus.Operational);

    private static bool CanFollow(IncidentStatus from, IncidentStatus to) => (from, to) switch
    {
        (IncidentStatus.Postmortem, _) => to is IncidentStatus.Postmortem,
        (IncidentStatus.Resolved, _) => to is IncidentStatus.Resolved or IncidentStatus.Postmortem or IncidentStatus.Investigating,
        (_, IncidentStatus.Postmortem) => false,
        _ => true,
    };

    private IncidentUpdate Append(NewUpdate update, UserId author, DateTimeOffset now)
    {
        // Updates are read in the order of their times. A clock that was set back must not make the latest word an old one.
        var at = _updates is [.., var last] && now <= last.At ? last.At.AddMicroseconds(1) : now;
        var appended = new IncidentUpdate(Guid.CreateVersion7(), OrganizationId, Id, update.Status, update.Body, at, author);
        foreach (var (component, status) in update.Components)
        {
            appended.Say(component, status);
        }

        _updates.Add(appended);
        Status = update.Status;
        NextUpdateAt = update.NextUpdateAt;
        ResolvedAt = Status switch
        {
            IncidentStatus.Resolved or IncidentStatus.Postmortem => ResolvedAt ?? (now > StartedAt ? now : StartedAt),
            IncidentStatus.Investigating or IncidentStatus.Identified or IncidentStatus.Monitoring => null,
        };

        Impact = DeclaredImpact ?? Worst();
        return appended;
    }

    // An incident that gets better was as bad as it was.
    private Impact Worst() => _updates.Max(update => Impacts.FromStatuses(update.Components.Select(said => said.Status)));
}
