using CsCheck;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using static StatusPage.Core.Components.ComponentStatus;

namespace StatusPage.Tests.Core.Pages;

public sealed class PageBannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<ComponentView[]> AnyComponents = Gen.Enum<ComponentStatus>().Select(status => Component(status)).Array[0, 5];

    private static readonly Gen<PageIncidentView[]> AnyOpen = Gen.Enum<Impact>().Select(impact => Open(impact)).Array[0, 3];

    [Theory]
    [InlineData(new[] { Operational, Operational }, Operational, "All systems operational", "")]
    [InlineData(new[] { Operational, Unknown }, Operational, "Everything we hear from works", "One component has no data at the moment.")]
    [InlineData(new[] { Unknown, Unknown }, Unknown, "No data at the moment", "The status shows as soon as the next check has finished.")]
    [InlineData(new ComponentStatus[0], Unknown, "Nothing is shown here yet", "As soon as a service is added, its status appears here.")]
    [InlineData(new[] { MajorOutage, Operational }, MajorOutage, "C0 has a major outage", "Everything else works.")]
    [InlineData(new[] { PartialOutage, PartialOutage }, PartialOutage, "C0 and C1 have a partial outage", "")]
    [InlineData(new[] { DegradedPerformance, DegradedPerformance, DegradedPerformance }, DegradedPerformance, "All services are slower than usual", "")]
    [InlineData(new[] { MajorOutage, PartialOutage, Operational }, MajorOutage, "C0 has a major outage", "One component has a lesser problem. Everything else works.")]
    [InlineData(new[] { UnderMaintenance, MajorOutage }, MajorOutage, "C1 has a major outage", "One component has a lesser problem.")]
    [InlineData(new[] { UnderMaintenance, Operational }, UnderMaintenance, "C0 is under maintenance", "Everything else works.")]
    public void Of_WithoutIncidents_NamesTheWorst(ComponentStatus[] statuses, ComponentStatus status, string headline, string detail)
    {
        var banner = PageBanner.Of([.. statuses.Select((one, index) => Component(one, index))], []);

        Assert.Equal((status, headline, detail), (banner.Status, banner.Headline, banner.Detail));
    }

    [Fact]
    public void Of_AnOpenIncident_IsNeverGreen() => Gen.Select(AnyComponents, AnyOpen.Where(open => open.Length > 0))
        .Sample((components, open) => PageBanner.Of(components, open).Status is not (Operational or Unknown));

    [Fact]
    public void Of_AnyPage_IsAsBadAsTheWorstOnIt() => Gen.Select(AnyComponents, AnyOpen).Sample((components, open) =>
    {
        var worst = components.Select(component => component.Status).Concat(open.Select(incident => incident.Impact.ToStatus())).Worst().Severity();

        return PageBanner.Of(components, open).Status.Severity() >= worst || worst == Unknown.Severity();
    });

    [Fact]
    public void Of_ComponentsThatWorkOrAreUnknown_IsNeverRed() => Gen.Bool.Select(works => Component(works ? Operational : Unknown)).Array[0, 5]
        .Sample(components => PageBanner.Of(components, []).Status is Operational or Unknown);

    [Fact]
    public void Of_AnIncidentWorseThanTheComponents_IsWhatTheHeadlineSays()
    {
        var banner = PageBanner.Of([Component(UnderMaintenance), Component(Operational, 1)], [Open(Impact.Critical)]);

        Assert.Equal(new BannerView(MajorOutage, "Logins fail", "C0 is under maintenance.", Noon), banner);
    }

    [Fact]
    public void Of_AnIncidentThatHurtsNothing_IsNamed()
    {
        var banner = PageBanner.Of([Component(Operational)], [Open(Impact.None)]);

        Assert.Equal(new BannerView(DegradedPerformance, "Logins fail", "All components work.", Noon), banner);
    }

    [Fact]
    public void Of_AComponentWorseThanTheIncident_IsWhatTheHeadlineSays()
    {
        var banner = PageBanner.Of([Component(MajorOutage)], [Open(Impact.Minor)]);

        Assert.Equal((MajorOutage, "C0 has a major outage"), (banner.Status, banner.Headline));
    }

    private static ComponentView Component(ComponentStatus status, int index = 0) =>
        new($"{index}", $"C{index}", Description: null, Link: null, status, Noon.AddHours(-index), Uptime: 1, KnownShare: 1, Days: []);

    private static PageIncidentView Open(Impact impact) =>
        new("i", "Logins fail", impact, IncidentStatus.Investigating, Noon, ResolvedAt: null, NextUpdateAt: null, Affected: [], Updates: []);
}
