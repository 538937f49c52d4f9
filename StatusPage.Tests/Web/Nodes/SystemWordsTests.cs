using StatusPage.Core.Locations;
using StatusPage.Core.Nodes;
using StatusPage.Core.Persistence;
using StatusPage.Web.Nodes;

namespace StatusPage.Tests.Web.Nodes;

public sealed class SystemWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SystemView Well = new(
        Now, DatabaseKind.Postgres, "15.14", [Node(redis: "up")], [], [], TimeSpan.Zero, Checks: 3, [], Pages: 2, PagesBehind: 0, TimeSpan.FromMinutes(4), MailIsOn: true);

    [Fact]
    public void Vitals_OfASystemThatIsWell_AreAllRight() => Assert.DoesNotContain(SystemWords.Vitals(Well), vital => vital.IsWrong);

    [Fact]
    public void Vitals_OfATroubledSystem_SayWhatIsWrong()
    {
        var troubled = Well with
        {
            Nodes = [Node(redis: "up"), Node(redis: "down")],
            Unserved = [new UnservedLocation("mars", 2)],
            Lateness = TimeSpan.FromMinutes(2),
            Outbox = [new WaitingEffects("invitation", 1, 2, TimeSpan.FromMinutes(5))],
            PagesBehind = 1,
            OldestSnapshot = TimeSpan.FromHours(1),
        };

        Assert.Equal(
            ["Redis: down for 1 of 2", "Locations: mars", "Worst lateness: 2 min", "Outbox: 1 waiting, the oldest for 5 min", "Pictures of pages: 1 of 2 behind"],
            SystemWords.Vitals(troubled).Where(vital => vital.IsWrong).Select(vital => $"{vital.Name}: {vital.Value}"));
    }

    [Fact]
    public void Vitals_WithoutAMailServer_DoNotCallWaitingMailsWrong() => Assert.DoesNotContain(
        SystemWords.Vitals(Well with { MailIsOn = false, Outbox = [new WaitingEffects("invitation", 1, 0, TimeSpan.FromDays(1))] }), vital => vital.IsWrong);

    [Theory]
    [InlineData("1.0.0+7d50e98af60ff1056", "1.0.0+7d50e98a")]
    [InlineData("1.0.0", "1.0.0")]
    public void Version_OfABuild_IsCutToWhatTellsItApart(string version, string shown) => Assert.Equal(shown, SystemWords.Version(version));

    private static NodeView Node(string redis) => new($"web-{redis}", "statuspage-web", "1.0.0", Now, Now, IsLive: true, redis);
}
