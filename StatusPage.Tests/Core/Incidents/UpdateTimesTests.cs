using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Builders;
using static StatusPage.Core.Incidents.IncidentStatus;

namespace StatusPage.Tests.Core.Incidents;

public sealed class UpdateTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    // Updates are read in the order of their times: by a clock that was set back, the latest word would become the first.
    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void Update_ByAClockThatDidNotMoveOn_ComesAfterTheOneBefore(int secondsLater)
    {
        var incident = Incident.Post(
            IncidentId.New(), OrganizationId.New(), "Late", impact: null, Noon, Said.Update(Investigating), UserId.New(), Noon);

        incident.Update(Said.Update(Identified), UserId.New(), Noon.AddSeconds(secondsLater));
        incident.Update(Said.Update(Resolved), UserId.New(), Noon.AddSeconds(secondsLater));

        Assert.Equal([Investigating, Identified, Resolved], incident.Updates.OrderBy(update => update.At).Select(update => update.Status));
        Assert.Equal(3, incident.Updates.Select(update => update.At).Distinct().Count());
        Assert.True(incident.ResolvedAt >= incident.StartedAt);
    }
}
