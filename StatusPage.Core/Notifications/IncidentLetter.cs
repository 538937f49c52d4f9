using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

/// <summary>All that a mail about one update says, to one person: what the page says to everybody, and that person's keys.</summary>
/// <param name="Id">The delivery's.</param>
/// <param name="Previous">The delivery before it in the same conversation; null for the first.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Components">Those that the page shows, the worst first, as they stood with this update.</param>
/// <param name="NextUpdateAt">Null unless this is the latest update and one is promised.</param>
public sealed record IncidentLetter(
    Guid Id,
    Guid? Previous,
    string Address,
    LetterPage Page,
    SubscriberKeys Keys,
    IncidentId IncidentId,
    string Title,
    IncidentStatus Status,
    string Body,
    DateTimeOffset At,
    DateTimeOffset StartedAt,
    DateTimeOffset? NextUpdateAt,
    IReadOnlyList<LetterComponent> Components);

/// <param name="BaseUrl">What links begin with, without a slash at its end.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record LetterPage(string Name, string Slug, string TimeZone, string BaseUrl)
{
    public string Url => $"{BaseUrl}/s/{Slug}";

    /// <summary>Where somebody with a key goes; see the feature Subscribers of Web.</summary>
    /// <param name="what">confirm, manage or unsubscribe.</param>
    public string LinkTo(string what, string key) => $"{BaseUrl}/subscription/{what}?key={key}";
}

public sealed record LetterComponent(string Name, ComponentStatus Status);
