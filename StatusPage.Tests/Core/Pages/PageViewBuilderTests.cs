using System.Diagnostics;
using CsCheck;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using static StatusPage.Core.Components.ComponentStatus;

namespace StatusPage.Tests.Core.Pages;

public sealed class PageViewBuilderTests
{
    // 14:30 in Berlin; the clocks went forward there on the 29th of March.
    private static readonly DateTimeOffset Now = new(2026, 5, 20, 12, 30, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Midnight = new(2026, 5, 19, 22, 0, 0, TimeSpan.Zero);

    private readonly Facts _facts = new("Europe/Berlin", Now.AddDays(-500));

    [Fact]
    public void Build_AnyComponent_ShowsNinetyDaysAndTodayLast()
    {
        _facts.AddComponent();

        var days = Only(Build()).Days;

        Assert.Equal(Enumerable.Range(-89, 90).Select(new DateOnly(2026, 5, 20).AddDays), days.Select(day => day.Date));
        Assert.Equal((52_200, 82_800, 86_400), (days[^1].Length, days.Single(day => day.Date == new DateOnly(2026, 3, 29)).Length, days[0].Length));
    }

    [Fact]
    public void Build_AnOutageOverMidnight_CountsOnBothDays()
    {
        var api = _facts.AddComponent();
        _facts.Say(api, MajorOutage, Midnight.AddHours(-1), Midnight.AddHours(3));

        var component = Only(Build());

        Assert.Equal((3_600, MajorOutage, 1 - (1 / 24d)), (component.Days[88].Major, component.Days[88].Worst, component.Days[88].Uptime));
        Assert.Equal((10_800, 41_400), (component.Days[89].Major, component.Days[89].Operational));
        Assert.Equal((Operational, (DateTimeOffset?)Midnight.AddHours(3)), (component.Status, component.Since));
    }

    // The node that judged may be a little ahead of the one that renders, and a clock may be set back.
    [Fact]
    public void Build_ByAClockBehindTheJudges_ShowsWhatTheySaidLast()
    {
        var api = _facts.AddComponent();
        _facts.Say(api, Operational, Now.AddDays(-5), Now.AddSeconds(3));
        _facts.Say(api, MajorOutage, Now.AddSeconds(3));

        var view = Build();

        Assert.Equal((MajorOutage, (DateTimeOffset?)Now), (Only(view).Status, Only(view).Since));
        Assert.Equal((MajorOutage, 52_200), (view.Banner.Status, Only(view).Days[^1].Length));
    }

    [Fact]
    public void Build_AComponentBornLately_IsUnknownBeforeAndKnownSince()
    {
        var young = _facts.AddComponent(since: Now.AddDays(-10));
        _facts.Say(young, Unknown, Now.AddDays(-10), Now.AddDays(-5));
        _facts.Say(young, PartialOutage, Now.AddDays(-5), Now);

        var component = Only(Build());

        Assert.Equal((0.5, 0.7, Operational), (component.KnownShare, component.Uptime.GetValueOrDefault(), component.Status));
        Assert.Equal((Unknown, null), (component.Days[0].Worst, component.Days[0].Uptime));
    }

    [Fact]
    public void Build_TheWholeOfTheDays_IsTheUptime() => Statements.Over(-200, 3_000, TimeSpan.FromHours(1)).Array[0, 12].Sample(said =>
    {
        var facts = new Facts("Europe/Berlin", Now.AddDays(-500));
        var api = facts.AddComponent(since: Now.AddDays(-70));
        Array.ForEach(said, one => facts.Say(api, one.Status, one.From, one.To));

        var component = Only(PageViewBuilder.Build(facts.Build(), Now));

        var known = component.Days.Sum(day => day.Length - day.Unknown - day.Maintenance);
        var lost = component.Days.Sum(day => day.Major + (0.3 * day.Partial));
        Assert.Equal(known == 0 ? null : 1 - (lost / known), component.Uptime, (left, right) => Math.Abs((left ?? -1) - (right ?? -1)) < 1e-9);
        Assert.Equal((90 * 86_400) - 3_600 - 34_200, component.Days.Sum(day => day.Length));
    });

    [Fact]
    public void Build_WithNothingPromised_IsValidForFiveMinutes() => Assert.Equal(Now.AddMinutes(5), Build().ValidUntil);

    [Fact]
    public void Build_ShortlyBeforeMidnight_IsValidUntilThen()
    {
        var late = new DateTimeOffset(2026, 5, 20, 21, 57, 0, TimeSpan.Zero);

        Assert.Equal(late.AddMinutes(3), PageViewBuilder.Build(_facts.Build(), late).ValidUntil);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(9, 5)]
    [InlineData(-1, 5)]
    public void Build_WithAPromisedUpdate_IsValidUntilThen(int promisedIn, int validFor)
    {
        var incident = _facts.AddIncident("open", Now.AddHours(-3), resolvedAt: null);
        var promise = Said.Update(IncidentStatus.Identified) with { NextUpdateAt = Now.AddMinutes(promisedIn) };
        incident.Update(promise, UserId.New(), Now.AddHours(-2));

        Assert.Equal(Now.AddMinutes(validFor), Build().ValidUntil);
    }

    [Fact]
    public void Build_ResolvedIncidents_StandOnTheLocalDayOnWhichTheyBegan()
    {
        // 23:30 UTC on the 18th is 01:30 on the 19th in Berlin.
        _facts.AddIncident("over midnight", new DateTimeOffset(2026, 5, 18, 23, 30, 0, TimeSpan.Zero), Now.AddHours(-1));
        _facts.AddIncident("a week ago", Now.AddDays(-7), Now.AddDays(-7).AddHours(1));
        _facts.AddIncident("six days ago", Now.AddDays(-6), Now.AddDays(-6).AddHours(1));
        _facts.AddIncident("open", Now.AddDays(-2), resolvedAt: null);

        var view = Build();

        Assert.Equal(Enumerable.Range(-6, 7).Reverse().Select(new DateOnly(2026, 5, 20).AddDays), view.Recent.Select(day => day.Date));
        Assert.Equal(
            ["", "over midnight", "", "", "", "", "six days ago"],
            view.Recent.Select(day => string.Join('+', day.Incidents.Select(incident => incident.Title))));
        Assert.Equal(["open"], view.Open.Select(incident => incident.Title));
    }

    [Fact]
    public void Build_AnIncidentOfAComponent_StandsOnItsDaysOnly()
    {
        var (api, web) = (_facts.AddComponent("API"), _facts.AddComponent("Web"));
        _facts.AddIncident("two days", Now.AddDays(-5), Now.AddDays(-4), (api, PartialOutage));

        var components = Build().Groups[0].Components;

        Assert.Equal([84, 85], Enumerable.Range(0, 90).Where(day => components[0].Days[day].Incidents.Count > 0));
        Assert.All(components[1].Days, day => Assert.Empty(day.Incidents));
        Assert.Equal("Web", web.Name);
    }

    [Fact]
    public void Build_AnIncidentOfAHiddenComponent_DoesNotNameIt()
    {
        var shown = _facts.AddComponent("shown");
        var hidden = new Facts("UTC", Now).AddComponent("secret");
        _facts.AddIncident("both", Now.AddHours(-1), resolvedAt: null, (shown, DegradedPerformance), (hidden, MajorOutage));

        var view = Build();

        Assert.Equal(["shown"], Assert.Single(view.Open).Affected.Select(affected => affected.Name));
    }

    [Fact]
    public void Build_AnIncidentOfAHiddenComponent_HurtsByWhatIsShown()
    {
        var shown = _facts.AddComponent("shown");
        var hidden = new Facts("UTC", Now).AddComponent("secret");
        _facts.AddIncident("both", Now.AddHours(-1), resolvedAt: null, (shown, DegradedPerformance), (hidden, MajorOutage));

        var view = Build();

        Assert.Equal((Impact.Minor, DegradedPerformance), (Assert.Single(view.Open).Impact, view.Banner.Status));
    }

    [Fact]
    public void Build_Groups_ComeAfterWhatIsInNoneAndShowTheirWorst()
    {
        var (empty, group) = (_facts.AddGroup("empty"), _facts.AddGroup("group"));
        var inside = _facts.AddComponent("inside");
        _facts.AddComponent("outside");
        inside.PutInto(group);
        _facts.Say(inside, MajorOutage, Now.AddMinutes(-1));

        var groups = Build().Groups;

        Assert.Equal([(null, Operational), ("group", MajorOutage)], groups.Select(one => (one.Name, one.Status)));
        Assert.DoesNotContain(groups, one => one.Id == empty.Id.ToString());
    }

    // Far from a benchmark: it only notices when the work grows with the square of something.
    [Fact]
    public void Build_FourHundredComponents_IsReadyWithinTwoSeconds()
    {
        var random = new Random(7);
        for (var index = 0; index < 400; index++)
        {
            var component = _facts.AddComponent($"C{index}");
            for (var span = 0; span < 200; span++)
            {
                var from = Now.AddDays(-90 * random.NextDouble());
                _facts.Say(component, (ComponentStatus)random.Next(6), from, from.AddMinutes(random.Next(1, 300)));
            }

            if (index % 4 == 0)
            {
                _facts.AddIncident($"I{index}", Now.AddDays(-90 * random.NextDouble()), Now, (component, PartialOutage));
            }
        }

        var facts = _facts.Build();
        PageViewBuilder.Build(facts, Now);
        var watch = Stopwatch.StartNew();

        var view = PageViewBuilder.Build(facts, Now);

        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(400, view.Groups[0].Components.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.ElapsedMilliseconds} ms.");
    }

    private static ComponentView Only(PageView view) => Assert.Single(Assert.Single(view.Groups).Components);

    private PageView Build() => PageViewBuilder.Build(_facts.Build(), Now);
}
