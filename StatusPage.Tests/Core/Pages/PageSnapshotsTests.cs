using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Pages;

public abstract class PageSnapshotsTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly OrganizationId Owner = OrganizationId.New();
    private static readonly PublicPageId Page = PublicPageId.New();

    private IPageSnapshots Snapshots => Get<IPageSnapshots>();

    [Fact]
    public async Task ClaimAsync_SeveralMessagesOfOnePage_AreOneTask()
    {
        var first = await AddAsync(Page);
        var second = await AddAsync(Page);
        var other = PublicPageId.New();
        await AddAsync(other);

        var tasks = await Snapshots.ClaimAsync(Token);

        Assert.Equal([Page, other], tasks.Select(task => task.PageId));
        Assert.Equal([first, second], tasks[0].Messages.Select(message => message.MessageId));
    }

    [Fact]
    public async Task ClaimAsync_WhileTheLeaseLasts_TakesNone()
    {
        await AddAsync(Page);
        Assert.Single(await Snapshots.ClaimAsync(Token));

        Assert.Empty(await Snapshots.ClaimAsync(Token));
    }

    [Fact]
    public async Task ClaimAsync_AfterTheLeaseEnded_TakesItAgain()
    {
        var id = await AddAsync(Page);
        await Snapshots.ClaimAsync(Token);
        await Data.WriteAsync(context => context.Set<OutboxMessage>()
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.LeaseUntil, Data.Now), Token));

        Assert.Equal([new OutboxLease(id, Token: 2, Attempts: 2)], Assert.Single(await Snapshots.ClaimAsync(Token)).Messages);

        Assert.Equal(2, Assert.Single(await Data.AllAsync<OutboxMessage>()).Attempts);
    }

    [Fact]
    public async Task DoneAsync_OfATask_ForgetsItsMessagesOnly()
    {
        await AddAsync(Page);
        var task = Assert.Single(await Snapshots.ClaimAsync(Token));
        var later = await AddAsync(Page);

        await Snapshots.DoneAsync(task, Token);

        Assert.Equal(later, Assert.Single(await Data.AllAsync<OutboxMessage>()).Id);
    }

    [Fact]
    public async Task ClaimOutbox_MoreThanAskedFor_TakesTheOldestInTheirOrder()
    {
        var ids = new List<Guid>();
        for (var index = 0; index < 12; index++)
        {
            ids.Add(await AddAsync(PublicPageId.New()));
        }

        // Against the order of the rows in the table.
        ids.Reverse();
        for (var index = 0; index < ids.Count; index++)
        {
            var (id, at) = (ids[index], Data.Now.AddSeconds(index));
            await Data.WriteAsync(context => context.Set<OutboxMessage>().Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(message => message.CreatedAt, at), Token));
        }

        var claimed = await ClaimAsync(Data.Node, most: 7);

        Assert.Equal(ids.Take(7), claimed.Select(message => message.Id));
    }

    [Fact]
    public async Task ClaimOutbox_SeveralNodesAtOnce_NeverShareOne()
    {
        await Data.AddAsync(Enumerable.Range(0, 300).Select(_ => Message(PublicPageId.New())));
        var nodes = Enumerable.Range(0, 4).Select(_ => Data.AddNode()).ToList();

        var takings = await Task.WhenAll(nodes.Select(node => Task.Run(() => TakeAllAsync(node), Token)));

        var taken = takings.SelectMany(taking => taking).ToList();
        Assert.Equal((300, 300), (taken.Count, taken.Distinct().Count()));
    }

    [Fact]
    public async Task StoreAsync_AnOlderVersion_DoesNotReplaceANewerOne()
    {
        await Snapshots.StoreAsync(Rendered(version: 5, minute: 0), Token);

        await Snapshots.StoreAsync(Rendered(version: 4, minute: 9), Token);
        await Snapshots.StoreAsync(Rendered(version: 5, minute: -1), Token);

        Assert.Equal("5 at 0", (await NewerAsync(version: 0))?.View);
    }

    [Fact]
    public async Task StoreAsync_ANewerVersionOrALaterRender_ReplacesTheOld()
    {
        await Snapshots.StoreAsync(Rendered(version: 5, minute: 0), Token);
        await Snapshots.StoreAsync(Rendered(version: 5, minute: 1), Token);
        Assert.Equal("5 at 1", (await NewerAsync(version: 0))?.View);

        await Snapshots.StoreAsync(Rendered(version: 6, minute: 0), Token);
        Assert.Equal("6 at 0", (await NewerAsync(version: 0))?.View);
    }

    [Fact]
    public async Task StoreAsync_ManyAtOnce_TheNewestStays()
    {
        await Task.WhenAll(Enumerable.Range(1, 30).Reverse().Select(version =>
            Task.Run(() => Snapshots.StoreAsync(Rendered(version, minute: 0), Token), Token)));

        Assert.Equal(30, (await NewerAsync(version: 0))?.ContentVersion);
    }

    [Theory]
    [InlineData(4, 9, true)]
    [InlineData(5, -1, true)]
    [InlineData(5, 0, false)]
    [InlineData(6, -1, false)]
    public async Task NewerSnapshotAsync_BesideWhatTheCallerHas_GivesOnlyANewerOne(int version, int minute, bool given)
    {
        var stored = Rendered(version: 5, minute: 0);
        await Snapshots.StoreAsync(stored, Token);

        var newer = await Get<IPageQueries>().NewerSnapshotAsync(Page, version, Data.Now.AddMinutes(minute), Token);

        Assert.Equal(given ? stored with { Bundle = [] } : null, newer is null ? null : newer with { Bundle = [] });
        Assert.Equal(given ? stored.Bundle : null, newer?.Bundle);
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    public async Task OutgrowAsync_OfAPublishedVersion_GoesOnAboveItAndOnlyThere(long published, long expected)
    {
        var tenant = new Tenant(Data.Now);
        var other = tenant.AddPage("other");
        await tenant.SaveAsync(Data);

        await Snapshots.OutgrowAsync(tenant.Page.Id, published, Token);
        await Snapshots.OutgrowAsync(tenant.Page.Id, published, Token);

        var heads = await Get<IPageQueries>().HeadsAsync(Token);
        Assert.Equal(expected, heads.Single(head => head.Id == tenant.Page.Id).ContentVersion);
        Assert.Equal(1, heads.Single(head => head.Id == other.Id).ContentVersion);
    }

    private static OutboxMessage Message(PublicPageId page) => new(Guid.CreateVersion7(), Owner, OutboxKind.PageRender, page.Value);

    private static async Task<List<Guid>> TakeAllAsync(TestNode node)
    {
        var taken = new List<Guid>();
        for (var empty = 0; empty < 5;)
        {
            var claimed = await ClaimAsync(node, most: 9);
            taken.AddRange(claimed.Select(message => message.Id));
            empty = claimed.Count == 0 ? empty + 1 : 0;
        }

        return taken;
    }

    private static Task<IReadOnlyList<OutboxMessage>> ClaimAsync(TestNode node, int most) => node.Database.WriteAsync(
        DataScope.Everything,
        context => node.Database.Dialect.ClaimOutboxAsync(context, [OutboxKind.PageRender], most, TimeSpan.FromMinutes(1), "node", Token),
        Token);

    // The database's clock fills the time in; by millisecond on SQLite, so the messages are moved apart.
    private async Task<Guid> AddAsync(PublicPageId page)
    {
        var message = Message(page);
        var before = (await Data.AllAsync<OutboxMessage>()).Count;
        await Data.AddAsync(message);
        await Data.WriteAsync(context => context.Set<OutboxMessage>().Where(row => row.Id == message.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.CreatedAt, Data.Now.AddSeconds(before)), Token));
        return message.Id;
    }

    private RenderedPage Rendered(int version, int minute) =>
        new(Page, Owner, version, Data.Now.AddMinutes(minute), Data.Now.AddMinutes(minute + 5), $"{version} at {minute}", [1, 2, (byte)version]);

    private Task<RenderedPage?> NewerAsync(long version) => Get<IPageQueries>().NewerSnapshotAsync(Page, version, Data.Now, Token);
}

public sealed class PageSnapshotsTestsOnSqlite(PostgresServer server) : PageSnapshotsTests(DatabaseKind.Sqlite, server);

public sealed class PageSnapshotsTestsOnPostgres(PostgresServer server) : PageSnapshotsTests(DatabaseKind.Postgres, server);
