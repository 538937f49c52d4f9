using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about the people of an organisation, which has an owner.</summary>
public abstract class MemberTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private Tenant? _tenant;
    private Actor? _owner;

    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    protected Actor Owner => _owner ?? throw new InvalidOperationException();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await new Tenant(Data.Now).SaveAsync(Data);
        _owner = await AddAsync("owner@example.com", Role.Owner);
    }

    /// <summary>Somebody with an account, who is a member.</summary>
    protected async Task<Actor> AddAsync(string email, Role role, OrganizationId? organization = null)
    {
        var account = await AccountAsync(email);
        var within = organization ?? Tenant.Id;
        await Data.AddAsync(new Member(within, account.UserId, role, Data.Now));
        return new Actor(account.UserId, email, within, role, "192.0.2.7");
    }

    protected async Task<StaffUser> AccountAsync(string email)
    {
        var account = new StaffUser
        {
            Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), SecurityStamp = "first",
        };
        await Data.AddAsync(account);
        return account;
    }

    protected async Task<IReadOnlyList<(UserId, Role)>> OwnersAsync() =>
        [.. (await Data.AllAsync<Member>()).Where(member => member.Role is Role.Owner).Select(member => (member.UserId, member.Role))];

    protected async Task<IReadOnlyList<string>> AuditedAsync() => [.. (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action)];

    protected static string TokenOf(string link) => link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
}
