using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

/// <summary>The members of an organisation, as a page sees them.</summary>
internal sealed class FakeMembers(Actor owner) : IMemberQueries, IMemberCommands, IInvitationCommands, IOrganizationCommands
{
    private readonly List<MemberView> _members = [new(owner.UserId, owner.Name, owner.Role, DateTimeOffset.UnixEpoch, LastSeenAt: null)];

    public List<(string Email, Role Role)> Invited { get; } = [];

    public List<UserId> Removed { get; } = [];

    /// <summary>What the organisation is called.</summary>
    public string Organization { get; set; } = "Acme";

    /// <summary>What changes of roles end with; null: they happen.</summary>
    public Exception? Refusal { get; set; }

    public void Add(string name, Role role) => _members.Add(new MemberView(UserId.New(), name, role, DateTimeOffset.UnixEpoch, LastSeenAt: null));

    public Task<MembersView> ListAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult(new MembersView([.. _members], []) { Organization = Organization });

    public Task SetRoleAsync(Actor actor, UserId member, Role role, CancellationToken cancellationToken) =>
        Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);

    public Task RemoveAsync(Actor actor, UserId member, CancellationToken cancellationToken)
    {
        Removed.Add(member);
        return Task.CompletedTask;
    }

    public Task CreateAsync(Actor actor, OrganizationId id, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RenameAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            return Task.FromException(Refusal);
        }

        Organization = name.Trim();
        return Task.CompletedTask;
    }

    public Task LeaveAsync(Actor actor, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string> InviteAsync(Actor actor, InvitationId id, string email, Role role, CancellationToken cancellationToken)
    {
        Invited.Add((email, role));
        return Task.FromResult("https://status.example.com/account/join?token=x");
    }

    public Task<string> ResendAsync(Actor actor, InvitationId id, CancellationToken cancellationToken) =>
        Task.FromResult("https://status.example.com/account/join?token=y");

    public Task RevokeAsync(Actor actor, InvitationId id, CancellationToken cancellationToken) => Task.CompletedTask;
}
