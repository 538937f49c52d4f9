using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class LeaseTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task RenewLeases_StillHeld_LastFromNowOn()
    {
        var claimed = await ClaimAsync();
        await EndLeasesAsync();
        var before = await DatabaseNowAsync();

        var kept = await RenewAsync(claimed);

        Assert.Equal([claimed], kept);
        Assert.InRange(await LeaseUntilAsync() - Lease ?? default, before, await DatabaseNowAsync());
        Assert.True(await RecordAsync(claimed, Works));
    }

    [Fact]
    public async Task RenewLeases_TakenByAnother_AreNotTouched()
    {
        var lost = await ClaimAsync();
        await EndLeasesAsync();
        await ClaimAsync();
        var others = await LeaseUntilAsync();

        Assert.Empty(await RenewAsync(lost));

        Assert.Equal(others, await LeaseUntilAsync());
        Assert.False(await RecordAsync(lost, Fails));
    }

    [Fact]
    public async Task RenewLeases_OfAFinishedCheck_GivesItNoNewLease()
    {
        var finished = await ClaimAsync();
        await RecordAsync(finished, Works);

        Assert.Empty(await RenewAsync(finished));

        Assert.Null(await LeaseUntilAsync());
    }

    [Fact]
    public async Task ReleaseLeases_StillHeld_AreDueAtOnceForSomebodyElse()
    {
        var claimed = await ClaimAsync();

        Assert.Equal(1, await ReleaseAsync(claimed));

        var again = await ClaimAsync();
        Assert.Equal((claimed.DueAt, true), (again.DueAt, again.LeaseToken > claimed.LeaseToken));
        Assert.False(await RecordAsync(claimed, Fails));
        Assert.True(await RecordAsync(again, Works));
    }

    [Fact]
    public async Task ReleaseLeases_TakenByAnother_StayTheirs()
    {
        var lost = await ClaimAsync();
        await EndLeasesAsync();
        var others = await ClaimAsync();

        Assert.Equal(0, await ReleaseAsync(lost));

        Assert.True(await RecordAsync(others, Works));
    }

    protected Task<IReadOnlyList<ClaimedCheck>> RenewAsync(params IReadOnlyCollection<ClaimedCheck> held) =>
        Data.WriteAsync(context => Data.Node.Database.Dialect.RenewLeasesAsync(context, held, Lease, Token));

    private Task<int> ReleaseAsync(params IReadOnlyCollection<ClaimedCheck> held) =>
        Data.WriteAsync(context => Data.Node.Database.Dialect.ReleaseLeasesAsync(context, held, Token));

    private async Task<DateTimeOffset?> LeaseUntilAsync() => Assert.Single(await Data.AllAsync<ScheduledCheck>()).LeaseUntil;

    private Task<DateTimeOffset> DatabaseNowAsync() => Data.ReadAsync(context => Data.Node.Database.Dialect.NowAsync(context, Token));
}

public sealed class LeaseTestsOnSqlite(PostgresServer server) : LeaseTests(DatabaseKind.Sqlite, server);

public sealed class LeaseTestsOnPostgres(PostgresServer server) : LeaseTests(DatabaseKind.Postgres, server)
{
    // Who is writing the result has the row locked. Waiting for each other would end in a deadlock with several results at once.
    [Fact]
    public async Task RenewLeases_WhileTheResultIsBeingWritten_DoesNotWait()
    {
        var claimed = await ClaimAsync();

        var kept = await Data.WriteAsync(async context =>
        {
            await Data.Node.Database.Dialect.ReleaseLeasesAsync(context, [claimed], Token);
            return await RenewAsync(claimed).WaitAsync(TimeSpan.FromSeconds(10), Token);
        });

        Assert.Equal([claimed], kept);
    }
}
