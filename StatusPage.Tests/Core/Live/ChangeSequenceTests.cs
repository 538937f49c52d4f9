using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Live;

/// <summary>What nodes hear of each other by nothing but the database.</summary>
public sealed class ChangeSequenceTests(PostgresServer server) : DatabaseTests(DatabaseKind.Postgres, server)
{
    private static readonly OrganizationId Acme = OrganizationId.New();

    private readonly FakeLogger<ChangeSequence> _logged = new();
    private string? _place;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ChangesSince_OneUnitWithSeveral_AreOneRow()
    {
        var (first, second) = (Some(), Some());

        await AnnounceAsync(Data.Node, first, second, first);

        var kept = Assert.Single(await ReadAsync());
        Assert.Equal([first, second], kept.Changes);
        Assert.Equal(Data.Node.Get<NodeOptions>().Name, kept.Node);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ChangesSince_OneThatCommitsAfterALaterOne_IsNotMissed()
    {
        var (early, late) = (Some(), Some());
        var (begun, commit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = Data.Node.Database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                // A place in the order of transactions, taken now.
                await context.Database.ExecuteSqlRawAsync("SELECT pg_current_xact_id()", Token);
                context.Announce(early);
                begun.SetResult();
                await commit.Task;
            },
            Token);
        await begun.Task;
        await AnnounceAsync(Data.Node, late);
        Assert.Equal([late], Changes(await ReadAsync()));

        commit.SetResult();
        await slow;

        Assert.Equal([early], Changes(await ReadAsync()));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ChangesSince_ManyWritersInDisorder_HearsEachOnce()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Data.AddNode()).ToList();
        var written = nodes.SelectMany(_ => Enumerable.Range(0, 50).Select(_ => Some())).ToList();
        var heard = new List<Change>();

        var writing = Task.WhenAll(nodes.Select((node, index) => Task.Run(
            async () =>
            {
                foreach (var change in written.Skip(index * 50).Take(50))
                {
                    await AnnounceAsync(node, change);
                }
            },
            Token)));
        while (!writing.IsCompleted)
        {
            heard.AddRange(Changes(await ReadAsync()));
        }

        await writing;
        heard.AddRange(Changes(await ReadAsync()));
        Assert.Equal(written.Order(Comparer<Change>.Create((a, b) => a.SubjectId.CompareTo(b.SubjectId))), heard.OrderBy(change => change.SubjectId));
    }

    [Fact]
    public async Task ChangesSince_RolledBack_IsNeverHeard()
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => Data.Node.Database.WriteAsync(
            DataScope.Everything,
            context =>
            {
                context.Announce(Some());
                throw new RuleViolationException("Refused after all.");
            },
            Token));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ChangesSince_FromItself_IsSkipped()
    {
        await AnnounceAsync(Data.Node, Some());

        Assert.Empty((await ChangesSinceAsync(Data.Node.Get<NodeOptions>().Name)).Sets);
    }

    [Fact]
    public async Task TrimChanges_OldOnes_RemovesThemOnly()
    {
        await AnnounceAsync(Data.Node, Some());
        await Data.ExecuteAsync("UPDATE changes SET at = at - interval '3 minutes'");
        await AnnounceAsync(Data.Node, Some());

        await Data.Node.Database.WriteAsync(
            DataScope.Everything, context => Data.Node.Database.Dialect.TrimChangesAsync(context, TimeSpan.FromMinutes(2), Token), Token);

        Assert.Equal([1L], await Data.QueryAsync<long>("SELECT count(*) AS \"Value\" FROM changes"));
    }

    [Fact]
    public async Task Feed_OfAnotherNode_TellsOnce()
    {
        var other = Data.AddNode();
        using var here = Data.Node.Get<IStatusFeed>().Subscribe();
        using var there = other.Get<IStatusFeed>().Subscribe();
        using var sequence = await StartAsync(other);
        await there.NextAsync(_ => false, Token);
        var change = Some();

        await AnnounceAsync(Data.Node, change);
        var hears = there.NextAsync(one => one == change, Token);
        await TickUntilAsync(() => hears.IsCompleted, "the change of the other node");

        Assert.True(await here.NextAsync(one => one == change, Token));
        await sequence.StopAsync(Token);
        Assert.False(there.NextAsync(_ => true, Token).IsCompleted);
    }

    [Fact]
    public async Task Feed_AfterTheDatabaseWasAway_TakesEverythingAsChangedAndSaysSoOnce()
    {
        var other = Data.AddNode();
        using var there = other.Get<IStatusFeed>().Subscribe();
        using var sequence = await StartAsync(other);
        await there.NextAsync(_ => false, Token);

        await Data.ExecuteAsync("ALTER TABLE changes RENAME TO changes_away");
        await TickUntilAsync(() => _logged.Lines.Count == 1, "the line that says so");
        var again = there.NextAsync(_ => false, Token);
        await Data.ExecuteAsync("ALTER TABLE changes_away RENAME TO changes");
        await TickUntilAsync(() => _logged.Lines.Count == 2, "the line that says that it is back");

        await again;
        Assert.Equal([LogLevel.Warning, LogLevel.Information], _logged.Lines.Select(line => line.Level));
        Assert.Empty(_logged.Stacks);
        await sequence.StopAsync(Token);
    }

    private async Task<ChangeSequence> StartAsync(TestNode node)
    {
        node.Get<DatabaseReadiness>().MarkReady();
        var sequence = new ChangeSequence(
            node.Database, node.Get<DatabaseReadiness>(), node.Get<SharedFeed>(), node.Get<NodeOptions>(), Clock, _logged);
        await sequence.StartAsync(Token);
        return sequence;
    }

    private static Change Some() => new(ChangeKind.Monitor, Acme, Guid.CreateVersion7());

    private static IEnumerable<Change> Changes(IEnumerable<ChangeSet> sets) => sets.SelectMany(set => set.Changes);

    private static Task AnnounceAsync(TestNode node, params IEnumerable<Change> changes) => node.Database.WriteAsync(
        DataScope.Everything,
        context =>
        {
            foreach (var change in changes)
            {
                context.Announce(change);
            }

            return Task.CompletedTask;
        },
        Token);

    private async Task<IReadOnlyList<ChangeSet>> ReadAsync()
    {
        var read = await ChangesSinceAsync("somebody else");
        _place = read.Place;
        return read.Sets;
    }

    private Task<KeptChanges> ChangesSinceAsync(string node) =>
        Data.ReadAsync(context => Data.Node.Database.Dialect.ChangesSinceAsync(context, _place, node, Token));

    private Task TickUntilAsync(Func<bool> condition, string what) => Patience.UntilAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);
}
