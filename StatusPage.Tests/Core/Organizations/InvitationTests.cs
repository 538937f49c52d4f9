using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Organizations;

public abstract class InvitationTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private const string Password = "correct horse battery";

    private IInvitationCommands Commands => Get<IInvitationCommands>();

    private IJoining Joining => Get<IJoining>();

    [Fact]
    public async Task Invite_SomebodyNew_LetsThemJoinOnceWithTheRole()
    {
        var link = await InviteAsync("bob@example.com", Role.Operator);

        var user = await Joining.JoinAsNewAsync(TokenOf(link), Password, "192.0.2.9", Token);

        var actor = await Get<IActors>().FindAsync(user, address: null, Token);
        Assert.Equal(("bob@example.com", Tenant.Id, Role.Operator), (actor!.Name, actor.OrganizationId, actor.Role));
        Assert.Equal(InvitationState.Used, (await Joining.FindAsync(TokenOf(link), Token))?.State);
        await Assert.ThrowsAsync<RuleViolationException>(() => Joining.JoinAsNewAsync(TokenOf(link), Password, address: null, Token));
        Assert.Equal(["invitation.sent", "member.joined"], await AuditedAsync());
    }

    [Fact]
    public async Task Invite_Anybody_KeepsNoTokenThatCanBeReadAndHasItMailed()
    {
        var link = await InviteAsync("bob@example.com", Role.Viewer);

        var kept = string.Join(' ', await Data.QueryAsync<string>("SELECT protected_token AS \"Value\" FROM invitations"));
        var message = Assert.Single(await Data.AllAsync<OutboxMessage>(), row => row.Kind is OutboxKind.Invitation);
        var letter = await Get<IAccountLetters>().InvitationAsync(message.SubjectId, Token);
        Assert.DoesNotContain(TokenOf(link), kept, StringComparison.Ordinal);
        Assert.DoesNotContain(await Data.AllAsync<Invitation>(), row => Convert.ToHexString(row.TokenHash).Contains(TokenOf(link), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(new InvitationLetter("bob@example.com", "Acme", Role.Viewer, "owner@example.com", link, Data.Now.AddDays(7)), letter);
    }

    [Fact]
    public async Task Join_AfterAWeekOrRevoked_IsRefusedAndNothingIsMailed()
    {
        var (old, revoked) = (await InviteAsync("old@example.com", Role.Viewer), await InviteAsync("gone@example.com", Role.Viewer));
        var id = (await Data.AllAsync<Invitation>()).Single(row => row.Email == "gone@example.com").Id;

        await Commands.RevokeAsync(Owner, id, Token);
        Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(InvitationState.Expired, (await Joining.FindAsync(TokenOf(old), Token))?.State);
        Assert.Equal(InvitationState.Revoked, (await Joining.FindAsync(TokenOf(revoked), Token))?.State);
        await Assert.ThrowsAsync<RuleViolationException>(() => Joining.JoinAsNewAsync(TokenOf(old), Password, address: null, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Joining.JoinAsNewAsync(TokenOf(revoked), Password, address: null, Token));
        Assert.Null(await Get<IAccountLetters>().InvitationAsync(id.Value, Token));
    }

    [Fact]
    public async Task Resend_AnOldOne_MakesALinkThatWorksAndEndsTheOneBefore()
    {
        var first = await InviteAsync("bob@example.com", Role.Viewer);
        Clock.Advance(TimeSpan.FromDays(8));

        var second = await Commands.ResendAsync(Owner, Assert.Single(await Data.AllAsync<Invitation>()).Id, Token);

        Assert.Null(await Joining.FindAsync(TokenOf(first), Token));
        Assert.Equal(InvitationState.Open, (await Joining.FindAsync(TokenOf(second), Token))?.State);
    }

    [Fact]
    public async Task Join_WithALinkForAnother_IsRefused()
    {
        var link = await InviteAsync("bob@example.com", Role.Owner);
        var eve = await AccountAsync("eve@example.com");
        await AccountAsync("bob@example.com");

        var refusal = await Assert.ThrowsAsync<RuleViolationException>(() => Joining.JoinAsync(TokenOf(link), eve.UserId, address: null, Token));

        Assert.Contains("bob@example.com", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await Get<IActors>().FindAsync(eve.UserId, address: null, Token));
        Assert.Equal(InvitationState.Open, (await Joining.FindAsync(TokenOf(link), Token))?.State);
    }

    [Fact]
    public async Task Join_WithAnAccount_BringsThemToTheOrganization()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        var bob = await AddAsync("bob@example.com", Role.Viewer, other.Id);
        var link = await InviteAsync("Bob@Example.com", Role.Admin);

        await Joining.JoinAsync(TokenOf(link), bob.UserId, address: null, Token);

        Assert.Equal(Tenant.Id, (await Get<IActors>().FindAsync(bob.UserId, address: null, Token))?.OrganizationId);
        Assert.Equal(["Acme", "Other"], (await Get<IMemberships>().ListAsync(bob.UserId, Token)).Select(one => one.Name));
    }

    [Fact]
    public async Task Join_ManyTimesAtOnce_MakesOneMember()
    {
        var link = await InviteAsync("bob@example.com", Role.Viewer);
        var nodes = Enumerable.Range(0, 4).Select(_ => Data.AddNode().Get<IJoining>()).ToList();

        var joined = await Task.WhenAll(nodes.Select(async node =>
        {
            try
            {
                await node.JoinAsNewAsync(TokenOf(link), Password, address: null, Token);
                return true;
            }
            catch (RuleViolationException)
            {
                return false;
            }
        }));

        Assert.Single(joined, done => done);
        Assert.Single(await Data.AllAsync<StaffUser>(), account => account.Email == "bob@example.com");
    }

    [Theory]
    [InlineData("owner@example.com")]
    [InlineData("OWNER@example.com")]
    [InlineData("bob@example.com")]
    [InlineData("nobody")]
    public async Task Invite_WhoCannotBeInvited_IsRefused(string email)
    {
        await InviteAsync("bob@example.com", Role.Viewer);

        await Assert.ThrowsAsync<RuleViolationException>(() => InviteAsync(email, Role.Viewer));
    }

    [Fact]
    public async Task Invitation_OfAnotherOrganization_IsNotFound()
    {
        await InviteAsync("bob@example.com", Role.Viewer);
        var id = Assert.Single(await Data.AllAsync<Invitation>()).Id;
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        var stranger = await AddAsync("eve@example.com", Role.Owner, other.Id);

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.RevokeAsync(stranger, id, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ResendAsync(stranger, id, Token));
    }

    private Task<string> InviteAsync(string email, Role role) => Commands.InviteAsync(Owner, InvitationId.New(), email, role, Token);
}

public sealed class InvitationTestsOnSqlite(PostgresServer server) : InvitationTests(DatabaseKind.Sqlite, server);

public sealed class InvitationTestsOnPostgres(PostgresServer server) : InvitationTests(DatabaseKind.Postgres, server);
