using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Organizations;

public abstract class MemberCommandsTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private IMemberCommands Commands => Get<IMemberCommands>();

    [Fact]
    public async Task SetRole_OfAnother_ChangesWhatTheyMayAndIsWrittenDown()
    {
        var bob = await AddAsync("bob@example.com", Role.Viewer);

        await Commands.SetRoleAsync(Owner, bob.UserId, Role.Admin, Token);

        Assert.Equal(Role.Admin, (await Get<IActors>().FindAsync(bob.UserId, address: null, Token))?.Role);
        var entry = Assert.Single(await Data.AllAsync<AuditEntry>());
        Assert.Equal(
            ("member.role_changed", """{"name":"bob@example.com","role":"viewer"}""", """{"name":"bob@example.com","role":"admin"}"""),
            (entry.Action, entry.Before, entry.After));
    }

    [Fact]
    public async Task Anything_ThatWouldLeaveNoOwner_IsRefused()
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.SetRoleAsync(Owner, Owner.UserId, Role.Admin, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.RemoveAsync(Owner, Owner.UserId, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.LeaveAsync(Owner, Token));

        Assert.Equal([(Owner.UserId, Role.Owner)], await OwnersAsync());
        Assert.Empty(await Data.AllAsync<AuditEntry>());
    }

    [Fact]
    public async Task OwnersWhoRemoveEachOther_AtTheSameTime_LeaveOne()
    {
        for (var round = 0; round < 10; round++)
        {
            var other = await AddAsync($"other{round}@example.com", Role.Owner);
            var first = (await OwnersAsync()).Select(one => one.Item1).First(id => id != other.UserId);
            var actor = Owner with { UserId = first };
            var node = Data.AddNode().Get<IMemberCommands>();

            var refusals = await Task.WhenAll(
                RefusedAsync(() => Commands.RemoveAsync(actor, other.UserId, Token)), RefusedAsync(() => node.RemoveAsync(other, first, Token)));

            Assert.Single(refusals, refused => refused);
            Assert.Single(await OwnersAsync());
        }
    }

    [Fact]
    public async Task OwnersWhoStepDown_AtTheSameTime_LeaveOne()
    {
        var other = await AddAsync("other@example.com", Role.Owner);
        var node = Data.AddNode().Get<IMemberCommands>();

        var refusals = await Task.WhenAll(
            RefusedAsync(() => Commands.LeaveAsync(Owner, Token)), RefusedAsync(() => node.SetRoleAsync(other, other.UserId, Role.Viewer, Token)));

        Assert.Single(refusals, refused => refused);
        Assert.Single(await OwnersAsync());
    }

    [Fact]
    public async Task Remove_ByAnOwnerWhoIsNoneAnyMore_IsRefused()
    {
        var (was, bob) = (await AddAsync("was@example.com", Role.Owner), await AddAsync("bob@example.com", Role.Viewer));
        await Commands.SetRoleAsync(Owner, was.UserId, Role.Viewer, Token);

        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.RemoveAsync(was, bob.UserId, Token));
    }

    [Fact]
    public async Task Member_OfAnotherOrganization_IsNotFound()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        var stranger = await AddAsync("eve@example.com", Role.Viewer, other.Id);

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.RemoveAsync(Owner, stranger.UserId, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.SetRoleAsync(Owner, stranger.UserId, Role.Owner, Token));
    }

    [Fact]
    public async Task Remove_FromOneOfTwo_LeadsToTheOther()
    {
        var other = await new Tenant(Data.Now.AddDays(1), "Other").SaveAsync(Data);
        var bob = await AddAsync("bob@example.com", Role.Operator);
        await Data.AddAsync(new Member(other.Id, bob.UserId, Role.Viewer, Data.Now.AddDays(1)));
        await Get<IMemberships>().ChooseAsync(bob.UserId, Tenant.Id, Token);

        await Commands.RemoveAsync(Owner, bob.UserId, Token);

        var actor = await Get<IActors>().FindAsync(bob.UserId, address: null, Token);
        Assert.Equal((other.Id, Role.Viewer), (actor!.OrganizationId, actor.Role));
    }

    private static async Task<bool> RefusedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (Exception failure) when (failure is RuleViolationException or NotFoundException or StaleVersionException)
        {
            return true;
        }
    }
}

public sealed class MemberCommandsTestsOnSqlite(PostgresServer server) : MemberCommandsTests(DatabaseKind.Sqlite, server);

public sealed class MemberCommandsTestsOnPostgres(PostgresServer server) : MemberCommandsTests(DatabaseKind.Postgres, server);
