using CsCheck;
using StatusPage.Core.Components;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Core.Components;

public sealed class StatusTimelineTests
{
    private static readonly DateTimeOffset Start = Statements.Start;

    [Fact]
    public void Between_AnyStatements_ShowsAtEverySecondWhatIsInForceThen() => Statements.Scenes.Sample(scene =>
    {
        var timeline = Between(scene);

        for (var at = scene.From; at < scene.To; at = at.AddSeconds(1))
        {
            var shown = timeline.Single(interval => interval.From <= at && at < interval.To).Status;
            Assert.Equal(Statements.At(scene, at), shown);
        }
    });

    [Fact]
    public void Between_AnyStatements_IsContiguousAndItsNeighboursDiffer() => Statements.Scenes.Sample(scene =>
    {
        var timeline = Between(scene);

        if (scene.To <= scene.From)
        {
            Assert.Empty(timeline);
            return;
        }

        Assert.Equal((scene.From, scene.To), (timeline[0].From, timeline[^1].To));
        Assert.All(timeline, interval => Assert.True(interval.From < interval.To));
        Assert.All(timeline.Zip(timeline.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(timeline.Zip(timeline.Skip(1)), pair => Assert.NotEqual(pair.First.Status, pair.Second.Status));
    });

    [Fact]
    public void Between_TwoHalves_SayTheSameAsTheWhole() => Statements.Scenes.Sample(scene =>
    {
        var middle = scene.From + ((scene.To - scene.From) / 2);
        var halves = Between(scene with { To = middle }).Concat(Between(scene with { From = middle }));

        Assert.Equal(Statements.Lengths(Between(scene)), Statements.Lengths(halves));
    });

    [Fact]
    public void Between_AStatementOfNoLength_NeverShows()
    {
        StatusStatement[] said = [new(SpanSource.Monitor, ComponentStatus.MajorOutage, Start.AddSeconds(5), Start.AddSeconds(5))];

        Assert.Equal(
            [new StatusInterval(Start, Start.AddSeconds(10), ComponentStatus.Operational)],
            StatusTimeline.Between(Start, Start.AddSeconds(10), Start, said));
    }

    [Fact]
    public void Between_BeforeItExisted_IsUnknownWhateverIsSaid()
    {
        StatusStatement[] said = [new(SpanSource.Manual, ComponentStatus.MajorOutage, Start, null)];

        Assert.Equal(
            [
                new StatusInterval(Start, Start.AddSeconds(4), ComponentStatus.Unknown),
                new StatusInterval(Start.AddSeconds(4), Start.AddSeconds(10), ComponentStatus.MajorOutage),
            ],
            StatusTimeline.Between(Start, Start.AddSeconds(10), Start.AddSeconds(4), said));
    }

    private static IReadOnlyList<StatusInterval> Between(Scene scene) =>
        StatusTimeline.Between(scene.From, scene.To, scene.ExistsSince, scene.Said);
}
