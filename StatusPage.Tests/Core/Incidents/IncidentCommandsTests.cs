using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static StatusPage.Core.Components.ComponentStatus;
using static StatusPage.Core.Incidents.IncidentStatus;

namespace StatusPage.Tests.Core.Incidents;

public abstract class IncidentCommandsTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    [Fact]
    public async Task PostAsync_WithAComponent_OpensASpanAndRendersItsPageOnce()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        var span = Assert.Single(await Data.AllAsync<StatusSpan>());
        Assert.Equal((Api.Id, SpanSource.Incident, PartialOutage, Data.Now, null, id.Value), (span.ComponentId, span.Source, span.Status, span.From, span.To, span.Cause));
        Assert.Equal((2, 1), await PageAsync());
        Assert.Equal((Investigating, Impact.Major, 1), await StandsAsync(id));
    }

    [Fact]
    public async Task PostAsync_AgainUnderTheSameId_IsPostedOnce()
    {
        var incident = Said.Incident(Said.Update(Investigating, (Api, PartialOutage)), startedAt: null) with { Id = IncidentId.New() };

        // As after an answer that got lost, and as from two nodes at once.
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Commands.PostAsync(Tenant.Operator, incident, Token)));
        var again = await Commands.PostAsync(Tenant.Operator, incident, Token);

        Assert.All([.. ids, again], id => Assert.Equal(incident.Id, id));
        Assert.Single(await Data.AllAsync<StatusSpan>());
        Assert.Equal((Investigating, Impact.Major, 1), await StandsAsync(again));
    }

    [Fact]
    public async Task PostAsync_Backdated_OpensItsSpansWhenItBegan()
    {
        var id = await PostAsync(Said.Update(Identified, (Api, MajorOutage)), Data.Now.AddHours(-3));

        Assert.Equal(Data.Now.AddHours(-3), Assert.Single(await Data.AllAsync<StatusSpan>()).From);
        Assert.Equal(Data.Now.AddHours(-3), (await FindAsync(id)).StartedAt);
        Assert.Equal(Data.Now, Assert.Single((await FindAsync(id)).Updates).At);
    }

    [Fact]
    public async Task PostAsync_WithNeitherComponentsNorPages_AppearsOnEveryPage()
    {
        var other = Tenant.AddPage("Other");
        await Tenant.SaveAsync(Data);

        await PostAsync(Said.Update(Investigating));

        Assert.Equal(
            new[] { Tenant.Page.Id, other.Id }.ToHashSet(), (await Data.AllAsync<IncidentPage>()).Select(shown => shown.PageId).ToHashSet());
        Assert.Equal(2, (await Data.AllAsync<OutboxMessage>()).Count);
    }

    [Fact]
    public async Task UpdateAsync_AnotherStatusOfAComponent_EndsOneSpanAndOpensTheNext()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        await UpdateAsync(id, Said.Update(Identified, (Api, MajorOutage)));

        Assert.Equal([(PartialOutage, (DateTimeOffset?)Data.Now), (MajorOutage, null)], await IncidentSpansAsync());
        Assert.Equal((3, 2), await PageAsync());
        Assert.Equal((Identified, Impact.Critical, 2), await StandsAsync(id));
    }

    [Fact]
    public async Task UpdateAsync_WithoutComponents_LeavesTheirSpans()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        await UpdateAsync(id, Said.Update(Monitoring));

        Assert.Equal([(PartialOutage, (DateTimeOffset?)null)], await IncidentSpansAsync());
        Assert.Equal(PartialOutage, Assert.Single((await FindAsync(id)).Affected).Value);
    }

    [Fact]
    public async Task UpdateAsync_WithNothingButMoreWords_RaisesTheVersion()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        await UpdateAsync(id, Said.Update(Investigating));

        Assert.Equal((Investigating, Impact.Major, 2), await StandsAsync(id));
        await Assert.ThrowsAsync<StaleVersionException>(() => UpdateAsync(id, Said.Update(Investigating), expectedVersion: 1));
    }

    [Fact]
    public async Task UpdateAsync_Resolved_ShowsWhatTheMonitorSays()
    {
        Tenant.Add(new StatusSpan(
            Guid.CreateVersion7(), Tenant.Id, Api.Id, SpanSource.Monitor, DegradedPerformance, Data.Now.AddHours(-1), Guid.CreateVersion7()));
        await Tenant.SaveAsync(Data);
        var id = await PostAsync(Said.Update(Investigating, (Api, MajorOutage)));
        Assert.Equal(MajorOutage, await ShownAsync(Api));

        await UpdateAsync(id, Said.Update(Resolved));

        Assert.Equal([(MajorOutage, (DateTimeOffset?)Data.Now)], await IncidentSpansAsync());
        Assert.Equal(DegradedPerformance, await ShownAsync(Api));
        Assert.Equal(Data.Now, (await FindAsync(id)).ResolvedAt);
    }

    [Fact]
    public async Task UpdateAsync_Reopened_SaysAgainWhatItSaidBefore()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, MajorOutage), (Web, PartialOutage)));
        await UpdateAsync(id, Said.Update(Identified, (Web, Operational)));
        await UpdateAsync(id, Said.Update(Resolved));
        var resolved = Data.Now;

        await UpdateAsync(id, Said.Update(Investigating));

        var open = Assert.Single(await Data.AllAsync<StatusSpan>(), span => span.To is null);
        Assert.Equal((Api.Id, MajorOutage, Data.Now), (open.ComponentId, open.Status, open.From));
        Assert.Single(await Data.AllAsync<StatusSpan>(), span => span.ComponentId == Api.Id && span.To == resolved);
        Assert.Null((await FindAsync(id)).ResolvedAt);
    }

    [Fact]
    public async Task UpdateAsync_WithAPostMortem_KeepsTheTimeOfResolution()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, MajorOutage)));
        await UpdateAsync(id, Said.Update(Resolved));
        var resolved = Data.Now;

        await UpdateAsync(id, Said.Update(Postmortem));

        Assert.Equal((Postmortem, Impact.Critical, 3), await StandsAsync(id));
        Assert.Equal(resolved, (await FindAsync(id)).ResolvedAt);
        Assert.Equal([(MajorOutage, (DateTimeOffset?)resolved)], await IncidentSpansAsync());
    }

    [Fact]
    public async Task UpdateAsync_NamingAComponentOfAnotherPage_AppearsThereToo()
    {
        var page = Tenant.AddPage("Other");
        var elsewhere = Tenant.AddComponent("Elsewhere", page);
        await Tenant.SaveAsync(Data);
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        await UpdateAsync(id, Said.Update(Identified, (elsewhere, PartialOutage)));

        Assert.Equal(2, (await Data.AllAsync<IncidentPage>()).Count);
        Assert.Equal(2, (await Data.AllAsync<PublicPage>()).Single(row => row.Id == page.Id).ContentVersion);
    }

    [Fact]
    public async Task Commands_EachOfThem_LeavesAnAuditEntryWithBeforeAndAfter()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));
        await UpdateAsync(id, Said.Update(Identified));

        var entries = (await Data.AllAsync<AuditEntry>()).OrderBy(entry => entry.At).ToList();

        Assert.Equal(["incident.posted", "incident.updated"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(
            (id.Value, Tenant.Operator.UserId, "op@example.com", "192.0.2.7"), (entry.SubjectId, entry.ActorId, entry.ActorName, entry.Address)));
        Assert.Null(entries[0].Before);
        Assert.Equal("""{"title":"Logins fail","status":"investigating","impact":"major","resolvedAt":null}""", entries[0].After);
        Assert.Equal(entries[0].After, entries[1].Before);
        Assert.Equal("""{"title":"Logins fail","status":"identified","impact":"major","resolvedAt":null}""", entries[1].After);
    }

    [Fact]
    public async Task Spans_AfterManyChanges_AreNeverOpenTwice()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage), (Web, MajorOutage)));
        ComponentStatus[] said = [MajorOutage, MajorOutage, Operational, DegradedPerformance, Operational, PartialOutage];
        foreach (var status in said)
        {
            await UpdateAsync(id, Said.Update(Identified, (Api, status)));
        }

        var spans = (await Data.AllAsync<StatusSpan>()).Where(span => span.ComponentId == Api.Id).OrderBy(span => span.From).ToList();

        Assert.Equal([PartialOutage, MajorOutage, DegradedPerformance, PartialOutage], spans.Select(span => span.Status));
        Assert.Equal([false, false, false, true], spans.Select(span => span.To is null));
    }
}

public sealed class IncidentCommandsTestsOnSqlite(PostgresServer server) : IncidentCommandsTests(DatabaseKind.Sqlite, server);

public sealed class IncidentCommandsTestsOnPostgres(PostgresServer server) : IncidentCommandsTests(DatabaseKind.Postgres, server);
