using System.Reflection;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Monitors;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;
using StatusPage.Core.Tokens;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

public abstract class TenantFilterTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    [Fact]
    public async Task ReadAsync_EverySetOfOwnedRows_ShowsTheOwnOrganizationOnly()
    {
        var first = await FillAsync("First");
        var second = await FillAsync("Second");

        foreach (var type in await OwnedTypesAsync())
        {
            var everybody = await OwnersAsync(type, DataScope.Everything);
            Assert.Equal([first.Id, second.Id], everybody.Distinct().OrderBy(id => id == second.Id));
            Assert.Equal([first.Id], (await OwnersAsync(type, DataScope.Of(first.Id))).Distinct());
            Assert.Equal([second.Id], (await OwnersAsync(type, DataScope.Of(second.Id))).Distinct());
            Assert.Empty(await OwnersAsync(type, DataScope.Of(OrganizationId.New())));
        }
    }

    [Fact]
    public async Task ExecuteUpdate_InTheScopeOfOne_LeavesTheOthersRows()
    {
        var first = await FillAsync("First");
        await FillAsync("Second");

        var changed = await Data.Node.Database.WriteAsync(
            DataScope.Of(first.Id),
            context => context.Set<PublicPage>().ExecuteUpdateAsync(row => row.SetProperty(page => page.Language, "de"), Token),
            Token);

        Assert.Equal(1, changed);
    }

    // One row at least of everything that belongs to an organisation.
    private async Task<Tenant> FillAsync(string name)
    {
        var tenant = new Tenant(Data.Now, name);
        var component = tenant.AddComponent();
        var monitor = tenant.AddMonitor(component: component);
        tenant.AddGroup("Core");
        tenant.Add(new HeldSlug(tenant.Page.Slug, tenant.Id, tenant.Page.Id, Data.Now));
        tenant.Add(new CheckResult(
            tenant.Id, monitor.Id, "default", Data.Now, Data.Now, CheckOutcome.Success, ProbeReason.None, detail: null, latencyMs: 5));
        AddReaders(tenant, component.Id);
        await tenant.SaveAsync(Data);
        var incident = await Get<IIncidentCommands>().PostAsync(tenant.Operator, Said.Incident(component), Token);
        await Get<IIncidentEdits>().NoteAsync(tenant.Operator, incident, Guid.CreateVersion7(), "Restarted.", Token);
        var update = await Data.ReadAsync(context => context.Set<IncidentUpdate>().SingleAsync(row => row.IncidentId == incident, Token));
        await Get<IIncidentEdits>().RewordAsync(tenant.Operator, incident, update.Id, expectedVersion: null, "Other words.", Token);
        await Get<IPageSnapshots>().StoreAsync(new RenderedPage(tenant.Page.Id, tenant.Id, 1, Data.Now, Data.Now, "{}", [1]), Token);
        var owner = tenant.As(Role.Owner);
        await Data.AddAsync(new Member(tenant.Id, owner.UserId, Role.Owner, Data.Now));
        await Get<IInvitationCommands>().InviteAsync(owner, InvitationId.New(), "bob@example.com", Role.Viewer, Token);
        await Get<ITokenCommands>().CreateAsync(owner, new NewToken(ApiTokenId.New(), "Pipeline", TokenScopes.All, ExpiresAt: null), Token);
        Assert.NotEmpty(await Data.AllAsync<OutboxMessage>());
        return tenant;
    }

    private void AddReaders(Tenant tenant, ServiceComponentId component)
    {
        var keys = SubscriberKeys.New();
        var subscriber = tenant.Add(new Subscriber(
            SubscriberId.New(), tenant.Id, tenant.Page.Id, "ada@example.com", keys, keys.Seal(Get<ISecrets>()), Data.Now));
        subscriber.Follow([component]);
        tenant.Add(new MailDelivery(
            Guid.CreateVersion7(), tenant.Id, IncidentId.New(), Guid.CreateVersion7(), subscriber.Id, subscriber.AddressKey, Data.Now));
        tenant.Add(new MailTest(Guid.CreateVersion7(), tenant.Id, "ada@example.com", Data.Now));
    }

    private Task<List<Type>> OwnedTypesAsync() => Data.ReadAsync(context => Task.FromResult(context.Model.GetEntityTypes()
        .Select(entity => entity.ClrType).Where(type => typeof(IOwned).IsAssignableFrom(type)).ToList()));

    private Task<List<OrganizationId>> OwnersAsync(Type type, DataScope scope)
    {
        var read = typeof(TenantFilterTests).GetMethod(nameof(OwnersOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        return Data.Node.Database.ReadAsync(scope, context => (Task<List<OrganizationId>>)read.Invoke(null, [context])!, Token);
    }

    private static Task<List<OrganizationId>> OwnersOfAsync<T>(StatusPageContext context)
        where T : class, IOwned => context.Set<T>().Select(row => row.OrganizationId).ToListAsync(Token);
}

public sealed class TenantFilterTestsOnSqlite(PostgresServer server) : TenantFilterTests(DatabaseKind.Sqlite, server);

public sealed class TenantFilterTestsOnPostgres(PostgresServer server) : TenantFilterTests(DatabaseKind.Postgres, server);
