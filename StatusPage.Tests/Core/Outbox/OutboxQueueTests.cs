using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Hosting;
using StatusPage.Core;
using StatusPage.Core.Organizations;
using StatusPage.Core.Audit;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Outbox;

public abstract class OutboxQueueTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private Tenant? _tenant;

    private Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    private OutboxQueue Queue => Get<OutboxQueue>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = new Tenant(Data.Now);
        _tenant.Add(new OutboxMessage(Guid.CreateVersion7(), _tenant.Id, OutboxKind.PageRender, _tenant.Page.Id.Value));
        await _tenant.SaveAsync(Data);
    }

    [Fact]
    public async Task ClaimAsync_OfAMessage_SaysWhoHasIt()
    {
        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal((Get<NodeOptions>().Name, 1L, 1), (claimed.LeasedBy, claimed.LeaseToken, claimed.Attempts));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task FailedAsync_OfAMessage_KeepsWhyAndHasItWait()
    {
        var claimed = Assert.Single(await ClaimAsync());

        await Queue.FailedAsync(OutboxKind.PageRender, [claimed.Lease], "first line\nsecond\tline", Token);

        Assert.Empty(await ClaimAsync());
        var kept = await MessageAsync();
        Assert.Equal(("first line second line", null, null), (kept.LastError, kept.LeaseUntil, kept.ParkedAt));
        Assert.InRange(kept.NextTryAt.GetValueOrDefault() - await DatabaseNowAsync(), TimeSpan.FromSeconds(-30), TimeSpan.FromSeconds(1));

        await ExecuteAsync(row => row.SetProperty(one => one.NextTryAt, Data.Now));
        Assert.Equal(new OutboxLease(kept.Id, Token: 2, Attempts: 2), Assert.Single(await ClaimAsync()).Lease);
    }

    [Fact]
    public async Task FailedAsync_AtTheLastTry_ParksIt()
    {
        for (var attempt = 1; attempt <= RetryRule.Tries; attempt++)
        {
            await ExecuteAsync(row => row.SetProperty(one => one.NextTryAt, (DateTimeOffset?)null));
            var claimed = Assert.Single(await ClaimAsync());
            await Queue.FailedAsync(OutboxKind.PageRender, [claimed.Lease], new string('x', 5000), Token);
        }

        var parked = await MessageAsync();
        Assert.Equal((RetryRule.Tries, null, OutboxMessage.LongestError), (parked.Attempts, parked.NextTryAt, parked.LastError?.Length));
        Assert.InRange(await DatabaseNowAsync() - parked.ParkedAt.GetValueOrDefault(), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimAsync_OfWhatWasBegunTooOftenAndNeverEnded_ParksIt()
    {
        await ExecuteAsync(row => row.SetProperty(one => one.Attempts, RetryRule.Tries).SetProperty(one => one.LeaseUntil, Data.Now));

        Assert.Empty(await ClaimAsync());

        var parked = await MessageAsync();
        Assert.NotNull(parked.ParkedAt);
        Assert.Contains("never came to an end", parked.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DoneAsync_AfterTheLeaseHasPassedOn_ChangesNothing()
    {
        var late = Assert.Single(await ClaimAsync());
        await ExecuteAsync(row => row.SetProperty(one => one.LeaseUntil, Data.Now));
        var held = Assert.Single(await ClaimAsync());

        Assert.Equal(0, await Queue.DoneAsync(OutboxKind.PageRender, [late.Lease], Token));
        await Queue.FailedAsync(OutboxKind.PageRender, [late.Lease], "late", Token);
        await Queue.ReleaseAsync(late.Lease, Token);

        var kept = await MessageAsync();
        Assert.Equal((held.LeaseToken, held.LeaseUntil, null, 2), (kept.LeaseToken, kept.LeaseUntil, kept.LastError, kept.Attempts));
        Assert.Equal(1, await Queue.DoneAsync(OutboxKind.PageRender, [held.Lease], Token));
        Assert.Empty(await Data.AllAsync<OutboxMessage>());
    }

    [Fact]
    public async Task ReleaseAsync_OfAMessage_GivesItBackAsIfItHadNotBeenTaken()
    {
        var claimed = Assert.Single(await ClaimAsync());

        await Queue.ReleaseAsync(claimed.Lease, Token);

        Assert.Equal((1, 2L), (Assert.Single(await ClaimAsync()).Attempts, (await MessageAsync()).LeaseToken));
    }

    [Fact]
    public async Task RetryAsync_OfParkedEffects_HasThemTriedFromTheStart()
    {
        await ParkAsync();
        var parked = Get<IParkedEffects>();
        Assert.Equal(("Acme", "broken"), Assert.Single(await parked.ListAsync(Tenant.Id, Token)) is var one ? (one.Subject, one.Reason) : default);

        Assert.Equal(1, await parked.RetryAsync(Tenant.As(Role.Admin), Token));

        Assert.Empty(await parked.ListAsync(Tenant.Id, Token));
        Assert.Equal(1, Assert.Single(await ClaimAsync()).Attempts);
        Assert.Equal("outbox.retried", Assert.Single(await Data.AllAsync<AuditEntry>()).Action);
    }

    [Fact]
    public async Task RetryAsync_BySomebodyElse_ChangesNothing()
    {
        await ParkAsync();
        var stranger = await new Tenant(Data.Now, "Other").SaveAsync(Data);

        await Assert.ThrowsAsync<RuleViolationException>(() => Get<IParkedEffects>().RetryAsync(Tenant.Operator, Token));
        Assert.Equal(0, await Get<IParkedEffects>().RetryAsync(stranger.As(Role.Owner), Token));

        Assert.Empty(await Get<IParkedEffects>().ListAsync(stranger.Id, Token));
        Assert.NotNull((await MessageAsync()).ParkedAt);
    }

    [Fact]
    public async Task RaiseAsync_ForAPageWithAParkedRequest_TakesItsPlace()
    {
        await ParkAsync();
        var before = await MessageAsync();

        await Data.WriteAsync(async context =>
        {
            await PageChanges.RaiseAsync(context, [Tenant.Page.Id], Token);
            return true;
        });

        var request = await MessageAsync();
        Assert.NotEqual(before.Id, request.Id);
        Assert.Null(request.ParkedAt);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task StoreAsync_ASnapshotOfAVersion_AnswersRequestsUpToIt(int version, int left)
    {
        await ParkAsync();

        await Get<IPageSnapshots>().StoreAsync(
            new RenderedPage(Tenant.Page.Id, Tenant.Id, version, Data.Now, Data.Now.AddMinutes(5), "{}", [1]), Token);

        Assert.Equal(left, (await Data.AllAsync<OutboxMessage>()).Count);
    }

    [Fact]
    public async Task StoreAsync_WhileAnotherNodeHasTheRequest_LeavesItToThatNode()
    {
        await ClaimAsync();

        await Get<IPageSnapshots>().StoreAsync(
            new RenderedPage(Tenant.Page.Id, Tenant.Id, 1, Data.Now, Data.Now.AddMinutes(5), "{}", [1]), Token);

        Assert.NotNull((await MessageAsync()).LeaseUntil);
    }

    [Fact]
    public async Task LookAsync_OfWaitingAndParked_CountsBothAndTheAgeOfTheWaiting()
    {
        await ParkAsync();
        await Data.AddAsync(new OutboxMessage(Guid.CreateVersion7(), Tenant.Id, OutboxKind.PageRender, Guid.CreateVersion7()));
        var now = await DatabaseNowAsync();
        await ExecuteAsync(row => row.SetProperty(one => one.CreatedAt, one => one.ParkedAt != null ? now.AddHours(-1) : now.AddSeconds(-90)));

        var backlog = (await Get<IEnumerable<IHostedService>>().OfType<OutboxWatch>().Single().LookAsync(Token))[OutboxKind.PageRender];

        Assert.Equal((1, 1), (backlog.Waiting, backlog.Parked));
        Assert.InRange(backlog.Age.GetValueOrDefault(), TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(180));
    }

    private Task<IReadOnlyList<OutboxMessage>> ClaimAsync() => Queue.ClaimAsync([OutboxKind.PageRender], 10, Lease, Token);

    private async Task<OutboxMessage> MessageAsync() => Assert.Single(await Data.AllAsync<OutboxMessage>());

    private Task<DateTimeOffset> DatabaseNowAsync() => Data.ReadAsync(context => Data.Node.Database.Dialect.NowAsync(context, Token));

    private Task<int> ParkAsync() => ExecuteAsync(row => row.SetProperty(one => one.ParkedAt, Data.Now)
        .SetProperty(one => one.Attempts, RetryRule.Tries).SetProperty(one => one.LastError, "broken"));

    private Task<int> ExecuteAsync(Action<UpdateSettersBuilder<OutboxMessage>> set) =>
        Data.WriteAsync(context => context.Set<OutboxMessage>().ExecuteUpdateAsync(set, Token));
}

public sealed class OutboxQueueTestsOnSqlite(PostgresServer server) : OutboxQueueTests(DatabaseKind.Sqlite, server);

public sealed class OutboxQueueTestsOnPostgres(PostgresServer server) : OutboxQueueTests(DatabaseKind.Postgres, server);
