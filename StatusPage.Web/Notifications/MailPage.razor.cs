using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Notifications;

/// <summary>How mail is sent, and whether that works.</summary>
public sealed partial class MailPage(IMailTests tests, MailOptions options, SaveAttempt attempt)
{
    // A try ends within this time, whatever the mail server does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private MailTestResult? _last;
    private OrganizationId _organization;
    private bool _mayTest;
    private bool _sending;

    private bool IsWaiting => _last is { FinishedAt: null } asked && Time.GetUtcNow() - asked.RequestedAt < Patience;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        _organization = actor.OrganizationId;
        _mayTest = actor.Role >= Role.Admin;
        _last = _mayTest ? await tests.LastAsync(actor.OrganizationId, Leaving) : null;
    }

    private async Task TestAsync()
    {
        _sending = true;
        var id = Guid.CreateVersion7();
        await attempt.RunAsync(async () => await tests.RequestAsync(await CurrentActor.GetAsync(Leaving), id, Leaving));
        _sending = false;
        Reload();
    }
}
