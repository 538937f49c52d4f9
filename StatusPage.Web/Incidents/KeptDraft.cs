using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Web.Incidents;

/// <summary>
/// A draft as it outlives its circuit: all of it together, since half a form would say something else. It has been in the browser, so nothing
/// in it is believed.
/// </summary>
/// <param name="Owner">The user who typed it.</param>
/// <param name="Seen">The version of the incident that whoever typed had read; 0 for a new one.</param>
/// <param name="SentAt">When it was sent, if no answer has come since; null while it is being written.</param>
internal sealed record KeptDraft(
    Guid Id,
    Guid Owner,
    string Title,
    string Body,
    IncidentStatus Status,
    Impact? Impact,
    int PromisedMinutes,
    IReadOnlyDictionary<Guid, ComponentStatus> Components,
    int Seen,
    DateTimeOffset? SentAt,
    bool Notify = true)
{
    private static readonly TimeSpan SendingLasts = TimeSpan.FromMinutes(2);

    /// <summary>Whether somebody has just sent it and waits for what becomes of it.</summary>
    public bool IsBeingSent(DateTimeOffset now) => SentAt is { } sent && now - sent < SendingLasts && now >= sent;
}
