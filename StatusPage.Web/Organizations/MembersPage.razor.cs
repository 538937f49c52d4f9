using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Organizations;

/// <summary>Who may come in, and as what. Owners change it, everybody sees it.</summary>
public sealed partial class MembersPage(
    IMemberQueries members, IMemberCommands commands, IInvitationCommands invitations, IOrganizationCommands organizations, MailOptions mail, SaveAttempt attempt)
{
    private static readonly Dictionary<string, object?> EmailMark = new(StringComparer.Ordinal) { ["data-test"] = "email", ["aria-required"] = "true", ["autocomplete"] = "off" };

    private readonly InviteDraft _draft = new();
    private readonly RenameDraft _rename = new();
    private MembersView? _view;
    private OrganizationId _organization;
    private UserId _me;
    private Role _role;
    private string? _link;
    private string? _linkFor;
    private bool _busy;

    // A list that was refused goes back to what is true.
    private int _round;

    private bool IsOwner => _role is Role.Owner;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        (_organization, _me, _role) = (actor.OrganizationId, actor.UserId, actor.Role);
        _view = await members.ListAsync(actor, Leaving);
        _rename.Stand(_view.Organization);
    }

    private async Task InviteAsync()
    {
        _draft.WasSent = true;
        if (_busy || _draft.EmailProblem is not null)
        {
            return;
        }

        var email = _draft.Email.Trim();
        if (await LinkAsync(email, actor => invitations.InviteAsync(actor, _draft.Id, email, _draft.Role, Leaving)))
        {
            _draft.Clear();
        }
    }

    private Task<bool> ResendAsync(InvitationSummary invitation) => LinkAsync(invitation.Email, actor => invitations.ResendAsync(actor, invitation.Id, Leaving));

    private Task<bool> RevokeAsync(InvitationSummary invitation) => ActAsync(async actor =>
    {
        await invitations.RevokeAsync(actor, invitation.Id, Leaving);
        if (_linkFor == invitation.Email)
        {
            (_link, _linkFor) = (null, null);
        }
    });

    private async Task RenameAsync()
    {
        if (_busy || !_rename.IsReady)
        {
            return;
        }

        if (await ActAsync(actor => organizations.RenameAsync(actor, _rename.Name, Leaving)))
        {
            // The frame around this page says the name, too.
            Navigation.Refresh(forceReload: true);
        }
    }

    private Task<bool> RemoveAsync(MemberView member) => ActAsync(actor => commands.RemoveAsync(actor, member.Id, Leaving));

    private Task<bool> LeaveAsync() => ActAsync(actor => commands.LeaveAsync(actor, Leaving));

    private async Task SetRoleAsync(MemberView member, ChangeEventArgs change)
    {
        if (Enum.TryParse<Role>((string?)change.Value, out var role) && !await ActAsync(actor => commands.SetRoleAsync(actor, member.Id, role, Leaving)))
        {
            _round++;
        }
    }

    private async Task<bool> LinkAsync(string email, Func<Actor, Task<string>> make)
    {
        string? link = null;
        var done = await ActAsync(async actor => link = await make(actor));
        if (done)
        {
            (_link, _linkFor) = (link, email);
        }

        return done;
    }

    private async Task<bool> ActAsync(Func<Actor, Task> act)
    {
        _busy = true;
        var done = await attempt.RunAsync(async () => await act(await CurrentActor.GetAsync(Leaving)));
        _busy = false;
        Reload();
        return done;
    }
}
