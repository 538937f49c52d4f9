using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeMails : IMailQueries, IMailTests
{
    public static SmtpSettings Settings { get; } = new("mail.example.com", 587, SmtpSecurity.Auto, User: null, Password: null, "status@example.com", SenderName: null);

    /// <summary>So many for each component that is named, and one more.</summary>
    public int PerComponent { get; set; } = 10;

    public Dictionary<Guid, MailCounts> Counts { get; } = [];

    public List<Guid> Requested { get; } = [];

    public MailTestResult? Last { get; set; }

    public Task<int> AudienceAsync(
        OrganizationId organization, IncidentId? incident, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken) =>
        Task.FromResult(1 + (PerComponent * components.Count));

    public Task<IReadOnlyDictionary<Guid, MailCounts>> CountsAsync(OrganizationId organization, IncidentId incident, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, MailCounts>>(Counts);

    public Task RequestAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        Requested.Add(id);
        return Task.CompletedTask;
    }

    public Task<MailTestResult?> LastAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult(Last);

    public Task<string?> AddressAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task FinishAsync(Guid id, bool isSent, string outcome, CancellationToken cancellationToken) => Task.CompletedTask;
}
