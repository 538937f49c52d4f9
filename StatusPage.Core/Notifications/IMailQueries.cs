using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Notifications;

/// <summary>How far the mails of one update have come.</summary>
/// <param name="IsPreparing">Whether it is still being found out who is to be told.</param>
/// <param name="Problem">Why one of those that failed did; null when none has.</param>
public sealed record MailCounts(int Waiting, int Sent, int Failed, bool IsPreparing, string? Problem);

/// <summary>For staff.</summary>
public interface IMailQueries
{
    /// <summary>How many people an update would be mailed to now.</summary>
    /// <param name="incident">Null: one that is not posted yet.</param>
    /// <param name="components">Which the update names, besides those that the incident has named already.</param>
    Task<int> AudienceAsync(
        OrganizationId organization, IncidentId? incident, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken);

    /// <summary>By update; those of which nobody was told are left out.</summary>
    Task<IReadOnlyDictionary<Guid, MailCounts>> CountsAsync(OrganizationId organization, IncidentId incident, CancellationToken cancellationToken);
}
