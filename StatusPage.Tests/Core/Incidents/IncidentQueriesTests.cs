using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static StatusPage.Core.Incidents.IncidentStatus;

namespace StatusPage.Tests.Core.Incidents;

public abstract class IncidentQueriesTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    [Fact]
    public async Task ListAsync_OfHundreds_GivesTheOpenOnesFirstThenTheLatest()
    {
        await Data.AddAsync(Enumerable.Range(0, 260).Select(index => Row(index, index % 50 == 0 ? Investigating : Resolved)));
        var expected = Enumerable.Range(0, 260).OrderBy(index => index % 50 != 0).ThenBy(index => index).Take(200).Select(index => $"{index}");

        var (listed, hasMore) = await Get<IIncidentQueries>().ListAsync(Tenant.Id, new IncidentFilter(Most: 200), Token);

        Assert.True(hasMore);
        Assert.Equal(expected, listed.Select(incident => incident.Title));
        Assert.Equal(new IncidentSummary(listed[1].Id, "50", Investigating, Impact.None, Data.Now.AddHours(-50), null), listed[1]);
    }

    [Fact]
    public async Task ListAsync_OfSomebodyElsesIncidents_IsEmpty()
    {
        await PostAsync(Said.Update(Investigating));
        var foreign = await new Tenant(Data.Now, "Foreign").SaveAsync(Data);

        Assert.Empty((await Get<IIncidentQueries>().ListAsync(foreign.Id, new IncidentFilter(), Token)).Items);
    }

    [Theory]
    [InlineData(true, null, "50 0")]
    [InlineData(false, "9", "9 19 29 39 49")]
    [InlineData(null, " 0 ", "50 0 10 20 30 40")]
    [InlineData(null, "%", "")]
    public async Task ListAsync_Filtered_GivesWhatIsLikeThat(bool? isOpen, string? text, string expected)
    {
        await Data.AddAsync(Enumerable.Range(0, 51).Select(index => Row(index, index % 50 == 0 ? Investigating : Resolved)));

        var (listed, hasMore) = await Get<IIncidentQueries>().ListAsync(Tenant.Id, new IncidentFilter(isOpen, text), Token);

        Assert.False(hasMore);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), listed.Select(incident => incident.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FindAsync_OfManyUpdates_GivesThemNewestFirstWithTheirAuthor()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, ComponentStatus.PartialOutage), (Web, ComponentStatus.MajorOutage)));
        for (var index = 0; index < 12; index++)
        {
            var promised = Data.Now.AddMinutes(30);
            await UpdateAsync(id, Said.Update(Identified, (Web, ComponentStatus.PartialOutage)) with { Body = $"{index}", NextUpdateAt = promised });
        }

        var found = await FindAsync(id);

        Assert.Equal([.. Enumerable.Range(0, 12).Reverse().Select(index => $"{index}"), "We are Investigating."], found.Updates.Select(update => update.Body));
        Assert.All(found.Updates, update => Assert.Equal("op@example.com", update.Author));
        Assert.Equal((Impact.Critical, 13, Data.Now.AddMinutes(29)), (found.Impact, found.Version, found.NextUpdateAt));
        Assert.Equal([ComponentStatus.PartialOutage, ComponentStatus.PartialOutage], found.Affected.Values);
    }

    private Incident Row(int index, IncidentStatus status) => Incident.Post(
        IncidentId.New(), Tenant.Id, $"{index}", impact: null, Data.Now.AddHours(-index), Said.Update(status), Tenant.Operator.UserId, Data.Now);
}

public sealed class IncidentQueriesTestsOnSqlite(PostgresServer server) : IncidentQueriesTests(DatabaseKind.Sqlite, server);

public sealed class IncidentQueriesTestsOnPostgres(PostgresServer server) : IncidentQueriesTests(DatabaseKind.Postgres, server);
