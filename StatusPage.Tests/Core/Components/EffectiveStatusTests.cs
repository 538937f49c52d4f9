using CsCheck;
using StatusPage.Core.Components;
using static StatusPage.Core.Components.ComponentStatus;
using static StatusPage.Core.Components.SpanSource;

namespace StatusPage.Tests.Core.Components;

public sealed class EffectiveStatusTests
{
    public static TheoryData<(SpanSource, ComponentStatus)[], ComponentStatus> Precedence => new()
    {
        { [], Operational },
        { [(Manual, PartialOutage), (Maintenance, UnderMaintenance)], PartialOutage },
        { [(Incident, DegradedPerformance), (Manual, MajorOutage)], MajorOutage },
        { [(Incident, MajorOutage), (Manual, Operational)], MajorOutage },
        { [(Incident, DegradedPerformance), (SpanSource.Monitor, MajorOutage)], DegradedPerformance },
        { [(Maintenance, UnderMaintenance), (SpanSource.Monitor, MajorOutage)], UnderMaintenance },
        { [(Maintenance, UnderMaintenance), (Manual, Operational)], UnderMaintenance },
        { [(Maintenance, UnderMaintenance), (Incident, Operational)], UnderMaintenance },
        { [(Manual, Operational), (SpanSource.Monitor, MajorOutage)], Operational },
        { [(Incident, Operational), (SpanSource.Monitor, PartialOutage)], PartialOutage },
        { [(Incident, Operational)], Operational },
        { [(SpanSource.Monitor, Operational), (SpanSource.Monitor, DegradedPerformance)], DegradedPerformance },
        { [(SpanSource.Monitor, Unknown), (SpanSource.Monitor, Operational)], Unknown },
        { [(SpanSource.Monitor, Unknown), (SpanSource.Monitor, PartialOutage)], PartialOutage },
        { [(SpanSource.Monitor, Operational), (Import, MajorOutage)], Operational },
        { [(Import, DegradedPerformance), (Import, PartialOutage)], PartialOutage },
        { [(Manual, Operational), (Import, MajorOutage)], Operational },
    };

    [Theory]
    [MemberData(nameof(Precedence), DisableDiscoveryEnumeration = true)]
    public void Of_SeveralStatements_FollowsThePrecedence((SpanSource, ComponentStatus)[] active, ComponentStatus shown)
    {
        Assert.Equal(shown, EffectiveStatus.Of(active));
    }

    [Fact]
    public void Of_TheSameStatementsInAnyOrder_IsTheSame() =>
        Gen.Select(Gen.Enum<SpanSource>(), Gen.Enum<ComponentStatus>()).Array[0, 8]
            .SelectMany(active => Gen.Shuffle(active), (active, shuffled) => (active, shuffled))
            .Sample(pair => EffectiveStatus.Of(pair.active) == EffectiveStatus.Of(pair.shuffled));

    [Fact]
    public void Of_AStatementSaidTwice_IsTheSame() =>
        Gen.Select(Gen.Enum<SpanSource>(), Gen.Enum<ComponentStatus>()).Array[0, 8]
            .Sample(active => EffectiveStatus.Of(active) == EffectiveStatus.Of([.. active, .. active]));

    [Fact]
    public void Worst_OfNothing_IsWhatTheCallerSays()
    {
        Assert.Equal(Operational, Array.Empty<ComponentStatus>().Worst());
        Assert.Equal(Unknown, Array.Empty<ComponentStatus>().Worst(Unknown));
        Assert.Equal(UnderMaintenance, new[] { Operational, UnderMaintenance, Unknown }.Worst());
    }
}
