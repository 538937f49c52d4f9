using CsCheck;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Uptime;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Core.Uptime;

public sealed class DayDurationsTests
{
    // Days on which the clocks change there, by 30 minutes on Lord Howe and over midnight itself in São Paulo.
    public static TheoryData<string, string> Changes => new()
    {
        { "Europe/Berlin", "2026-03-29" },
        { "Europe/Berlin", "2026-10-25" },
        { "America/New_York", "2026-03-08" },
        { "America/New_York", "2026-11-01" },
        { "Australia/Lord_Howe", "2026-04-05" },
        { "Australia/Lord_Howe", "2026-10-04" },
        { "America/Sao_Paulo", "2018-11-04" },
        { "America/Sao_Paulo", "2018-02-18" },
        { "Africa/Cairo", "2026-04-24" },
        { "Asia/Kathmandu", "2026-03-29" },
        { "UTC", "2026-03-29" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Split_AroundAChangeOfClocks_CountsEveryMinuteOnceOnItsDay(string zoneName, string day)
    {
        var zone = Zones.Find(zoneName);
        var starts = DayDurations.Starts(DateOnly.Parse(day, null).AddDays(1), 4, zone);
        var to = starts[^1].AddHours(19);

        Scenes(starts[0], to).Sample(
            scene =>
            {
                var split = DayDurations.Split(starts, StatusTimeline.Between(scene.From, scene.To, scene.ExistsSince, scene.Said));

                Assert.Equal(MinutesByDay(scene, zone), split.SelectMany((durations, index) => Minutes(starts[index].DateIn(zone), durations)));
            },
            iter: 40);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Starts_AroundAChangeOfClocks_AreTheFirstInstantsOfTheirDays(string zoneName, string day)
    {
        var zone = Zones.Find(zoneName);
        var last = DateOnly.Parse(day, null).AddDays(2);

        var starts = DayDurations.Starts(last, 5, zone);

        Assert.Equal(Enumerable.Range(-4, 5).Select(last.AddDays), starts.Select(start => start.DateIn(zone)));
        Assert.Equal(Enumerable.Range(-5, 5).Select(last.AddDays), starts.Select(start => start.AddTicks(-1).DateIn(zone)));
    }

    [Fact]
    public void Uptime_OfAnyDurations_IsWhatCountingSecondBySecondGives() => Statements.Scenes.Sample(scene =>
    {
        var rule = UptimeRule.Standard;
        var weights = new List<double>();
        for (var at = scene.From; at < scene.To; at = at.AddSeconds(1))
        {
            if (rule.WeightOf(Statements.At(scene, at)) is { } weight)
            {
                weights.Add(weight);
            }
        }

        var whole = new StatusDurations();
        foreach (var interval in StatusTimeline.Between(scene.From, scene.To, scene.ExistsSince, scene.Said))
        {
            whole.Add(interval.Status, interval.Length);
        }

        Assert.Equal(scene.To > scene.From ? scene.To - scene.From : TimeSpan.Zero, whole.Total);
        Assert.Equal(weights.Count == 0, whole.Uptime(rule) is null);
        Assert.Equal(weights.Count == 0 ? 0 : 1 - weights.Average(), whole.Uptime(rule) ?? 0, tolerance: 1e-12);
    });

    [Theory]
    [InlineData(null, 0.7)]
    [InlineData(0d, 0.85)]
    [InlineData(1d, 0.35)]
    public void Uptime_WithMaintenance_TreatsItAsTheRuleSays(double? maintenance, double uptime)
    {
        var durations = new StatusDurations();
        durations.Add(ComponentStatus.PartialOutage, TimeSpan.FromHours(1));
        durations.Add(ComponentStatus.UnderMaintenance, TimeSpan.FromHours(1));
        durations.Add(ComponentStatus.Unknown, TimeSpan.FromHours(50));

        Assert.Equal(uptime, durations.Uptime(new UptimeRule(Maintenance: maintenance)) ?? 0, tolerance: 1e-12);
    }

    // By the minute, since a day has too many seconds to ask for each of them.
    private static Gen<Scene> Scenes(DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = (int)(to - from).TotalMinutes;
        var moved = from - Statements.Start;
        return Gen.Select(Gen.Int[-200, minutes], Statements.Over(-300, minutes + 300, TimeSpan.FromMinutes(1)).Array[0, 8], (born, said) => new Scene(
            from, to, from.AddMinutes(born), [.. said.Select(one => one with { From = one.From + moved, To = one.To + moved })]));
    }

    private static List<(DateOnly Day, ComponentStatus Status, int Minutes)> MinutesByDay(Scene scene, TimeZoneInfo zone)
    {
        var counts = new SortedDictionary<(DateOnly Day, ComponentStatus Status), int>();
        for (var at = scene.From; at < scene.To; at = at.AddMinutes(1))
        {
            var key = (at.DateIn(zone), Statements.At(scene, at));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return [.. counts.Select(count => (count.Key.Day, count.Key.Status, count.Value))];
    }

    private static IEnumerable<(DateOnly Day, ComponentStatus Status, int Minutes)> Minutes(DateOnly day, StatusDurations durations) =>
        Enum.GetValues<ComponentStatus>().Where(status => durations[status] > TimeSpan.Zero)
            .Select(status => (day, status, (int)durations[status].TotalMinutes));
}
