using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Organizations;

public abstract class MembershipsTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    [Fact]
    public async Task Create_ByAnOwner_MakesAnEmptyOneInWhichTheyAre()
    {
        var id = OrganizationId.New();

        await Get<IOrganizationCommands>().CreateAsync(Owner, id, "Second", Token);
        await Get<IOrganizationCommands>().CreateAsync(Owner, id, "Second", Token);

        var actor = await Get<IActors>().FindAsync(Owner.UserId, address: null, Token);
        Assert.Equal((id, Role.Owner), (actor!.OrganizationId, actor.Role));
        Assert.Equal(
            [("Acme", false), ("Second", true)], (await Get<IMemberships>().ListAsync(Owner.UserId, Token)).Select(one => (one.Name, one.IsCurrent)));
    }

    [Fact]
    public async Task Rename_ByAnOwner_IsSeenByMembersAndWrittenDown()
    {
        await Get<IOrganizationCommands>().RenameAsync(Owner, " Acme Rockets ", Token);

        var viewer = await AddAsync("viewer@example.com", Role.Viewer);
        Assert.Equal("Acme Rockets", (await Get<IMemberQueries>().ListAsync(viewer, Token)).Organization);
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>(), row => row.Action == "organization.renamed");
        Assert.Equal(("""{"name":"Acme"}""", """{"name":"Acme Rockets"}"""), (entry.Before, entry.After));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Rename_ToNothing_IsRefused(string name)
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => Get<IOrganizationCommands>().RenameAsync(Owner, name, Token));

        Assert.Equal("Acme", (await Get<IMemberQueries>().ListAsync(Owner, Token)).Organization);
    }

    [Fact]
    public async Task Create_BySomebodyWhoOwnsNothing_IsRefused()
    {
        var admin = await AddAsync("admin@example.com", Role.Admin);

        await Assert.ThrowsAsync<RuleViolationException>(() => Get<IOrganizationCommands>().CreateAsync(admin, OrganizationId.New(), "Second", Token));

        Assert.Single(await Data.AllAsync<Organization>());
    }

    [Fact]
    public async Task Choose_WhereOneIsNoMember_IsNotFoundAndChangesNothing()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);

        await Assert.ThrowsAsync<NotFoundException>(() => Get<IMemberships>().ChooseAsync(Owner.UserId, other.Id, Token));

        Assert.Equal(Tenant.Id, (await Get<IActors>().FindAsync(Owner.UserId, address: null, Token))?.OrganizationId);
    }

    [Fact]
    public async Task FindAsync_WithAChoiceThatIsNoMembership_IgnoresIt()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        await Data.ExecuteAsync("UPDATE users SET chosen_organization_id = {0} WHERE id = {1}", other.Id.Value, Owner.UserId.Value);

        Assert.Equal(Tenant.Id, (await Get<IActors>().FindAsync(Owner.UserId, address: null, Token))?.OrganizationId);
    }

    [Fact]
    public async Task List_ForOneWhoIsNoOwner_HasNoInvitations()
    {
        await Get<IInvitationCommands>().InviteAsync(Owner, InvitationId.New(), "bob@example.com", Role.Viewer, Token);
        var viewer = await AddAsync("viewer@example.com", Role.Viewer);
        await Get<ISessions>().BeginAsync(Owner.UserId, address: null, Token);

        var theirs = await Get<IMemberQueries>().ListAsync(viewer, Token);
        var all = await Get<IMemberQueries>().ListAsync(Owner, Token);

        Assert.Empty(theirs.Invitations);
        Assert.Equal("bob@example.com", Assert.Single(all.Invitations).Email);
        Assert.Equal(Data.Now, all.Members[0].LastSeenAt);
        Assert.Equal(3, theirs.Members.Count);
    }
}

public sealed class MembershipsTestsOnSqlite(PostgresServer server) : MembershipsTests(DatabaseKind.Sqlite, server);

public sealed class MembershipsTestsOnPostgres(PostgresServer server) : MembershipsTests(DatabaseKind.Postgres, server);
