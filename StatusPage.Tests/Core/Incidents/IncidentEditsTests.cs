using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static StatusPage.Core.Components.ComponentStatus;
using static StatusPage.Core.Incidents.IncidentStatus;

namespace StatusPage.Tests.Core.Incidents;

public abstract class IncidentEditsTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    private IIncidentEdits Edits => Get<IIncidentEdits>();

    [Fact]
    public async Task ChangeAsync_AnEarlierStart_MovesWhatWasSaidFirst()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));
        await UpdateAsync(id, Said.Update(Identified, (Api, MajorOutage), (Web, PartialOutage)));
        var (from, identified) = (Data.Now.AddHours(-1), Data.Now);

        await Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: 2, new IncidentHead("Logins failed", Impact: null, from), Token);

        var spans = (await Data.AllAsync<StatusSpan>()).OrderBy(span => span.From).ThenBy(span => span.Status).ToList();
        Assert.Equal(
            [(Api.Id, from, (DateTimeOffset?)identified), (Web.Id, identified, null), (Api.Id, identified, null)],
            spans.Select(span => (span.ComponentId, span.From, span.To)));
        var found = await FindAsync(id);
        Assert.Equal(("Logins failed", from, 3), (found.Title, found.StartedAt, found.Version));
        Assert.Equal((4, 3), await PageAsync());
    }

    [Fact]
    public async Task ChangeAsync_AfterTheFirstUpdate_IsRefused()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        var head = new IncidentHead("Logins fail", Impact: null, Data.Now.AddSeconds(1));

        await Assert.ThrowsAsync<RuleViolationException>(() => Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: null, head, Token));
    }

    [Fact]
    public async Task ChangeAsync_AnImpactAndBack_FollowsTheWorstThatWasSaid()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, MajorOutage)));
        await UpdateAsync(id, Said.Update(Monitoring, (Api, DegradedPerformance)));
        var head = (await FindAsync(id)).Head;

        await Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: null, head with { Impact = Impact.None }, Token);
        Assert.Equal((Monitoring, Impact.None, 3), await StandsAsync(id));

        await Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: null, head, Token);
        Assert.Equal((Monitoring, Impact.Critical, 4), await StandsAsync(id));
    }

    [Fact]
    public async Task ChangeAsync_ToWhatItIs_ChangesNothing()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        await Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: null, (await FindAsync(id)).Head, Token);

        Assert.Equal((Investigating, Impact.Major, 1), await StandsAsync(id));
        Assert.Equal((2, 1), await PageAsync());
    }

    [Fact]
    public async Task RewordAsync_AnUpdate_ChangesThePageAndKeepsWhatItSaid()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));
        var update = Assert.IsType<UpdateEntry>(Assert.Single(await ReadAsync(id)));
        Clock.Advance(TimeSpan.FromMinutes(2));

        await Edits.RewordAsync(Tenant.Operator, id, update.Id, expectedVersion: 1, " We know more. ", Token);
        await Edits.RewordAsync(Tenant.Operator, id, update.Id, expectedVersion: 2, "We know more.", Token);

        var edited = Assert.IsType<UpdateEntry>(Assert.Single(await ReadAsync(id)));
        Assert.Equal(("We know more.", update.At), (edited.Body, edited.At));
        Assert.Equal(new WordingView("We are Investigating.", Data.Now, "op@example.com"), Assert.Single(edited.Earlier));
        Assert.Equal((Investigating, Impact.Major, 2), await StandsAsync(id));
        Assert.Equal((3, 2), await PageAsync());
        await Assert.ThrowsAsync<StaleVersionException>(() => Edits.RewordAsync(Tenant.Operator, id, update.Id, expectedVersion: 1, "Old.", Token));
    }

    [Fact]
    public async Task NoteAsync_Twice_IsNotedOnceAndSaysNothingToCustomers()
    {
        var id = await PostAsync(Said.Update(Investigating));
        var note = Guid.CreateVersion7();

        await Edits.NoteAsync(Tenant.Operator, id, note, "Rolled back.", Token);
        await Edits.NoteAsync(Tenant.Operator, id, note, "Rolled back.", Token);

        var noted = Assert.Single((await ReadAsync(id)).OfType<NoteEntry>());
        Assert.Equal((note, "Rolled back.", "op@example.com"), (noted.Id, noted.Body, noted.Author));
        Assert.Equal((2, 1), await PageAsync());
    }

    [Fact]
    public async Task Edits_OfAViewerOrAnotherOrganisation_AreRefused()
    {
        var id = await PostAsync(Said.Update(Investigating));
        var update = (await ReadAsync(id)).OfType<UpdateEntry>().Single().Id;
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        var head = new IncidentHead("Mine", Impact: null, Data.Now);
        foreach (var (actor, refusal) in new[] { (Tenant.As(Role.Viewer), typeof(RuleViolationException)), (other.As(Role.Owner), typeof(NotFoundException)) })
        {
            await Assert.ThrowsAsync(refusal, () => Edits.ChangeAsync(actor, id, expectedVersion: null, head, Token));
            await Assert.ThrowsAsync(refusal, () => Edits.RewordAsync(actor, id, update, expectedVersion: null, "Mine.", Token));
            await Assert.ThrowsAsync(refusal, () => Edits.NoteAsync(actor, id, Guid.CreateVersion7(), "Mine.", Token));
        }

        Assert.Empty(await Get<IIncidentTimeline>().ReadAsync(other.Id, id, Token));
        Assert.Equal(["incident.posted"], (await Data.AllAsync<AuditEntry>()).Select(entry => entry.Action));
    }

    [Fact]
    public async Task ReadAsync_AnIncident_TellsAllThatHappenedInItsOrder()
    {
        var monitor = Tenant.AddMonitor("eu-west", Api);
        Tenant.Add(new StatusSpan(Guid.CreateVersion7(), Tenant.Id, Api.Id, SpanSource.Monitor, MajorOutage, Data.Now.AddMinutes(-5), monitor.Id.Value));
        Tenant.Add(new StatusSpan(Guid.CreateVersion7(), Tenant.Id, Web.Id, SpanSource.Monitor, MajorOutage, Data.Now.AddMinutes(-4), monitor.Id.Value));
        await Tenant.SaveAsync(Data);
        var id = await PostAsync(Said.Update(Investigating, (Api, MajorOutage)));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Edits.NoteAsync(Tenant.Operator, id, Guid.CreateVersion7(), "Paging the database people.", Token);
        await UpdateAsync(id, Said.Update(Resolved));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Edits.ChangeAsync(Tenant.Operator, id, expectedVersion: null, (await FindAsync(id)).Head with { Title = "Logins failed" }, Token);

        var entries = await ReadAsync(id);

        Assert.Equal(
            [typeof(HeadEntry), typeof(UpdateEntry), typeof(NoteEntry), typeof(UpdateEntry), typeof(MonitorEntry)], entries.Select(entry => entry.GetType()));
        Assert.Equal(("eu-west", "API", MajorOutage), entries.OfType<MonitorEntry>().Select(said => (said.Monitor, said.Component, said.Status)).Single());
        Assert.Equal(("API", MajorOutage), Assert.Single(entries.OfType<UpdateEntry>().Last().Components));
        var head = entries.OfType<HeadEntry>().Single();
        Assert.Equal(("Logins fail", "Logins failed"), (head.Before.Title, head.After.Title));
    }

    private Task<IReadOnlyList<TimelineEntry>> ReadAsync(IncidentId id) => Get<IIncidentTimeline>().ReadAsync(Tenant.Id, id, Token);
}

public sealed class IncidentEditsTestsOnSqlite(PostgresServer server) : IncidentEditsTests(DatabaseKind.Sqlite, server);

public sealed class IncidentEditsTestsOnPostgres(PostgresServer server) : IncidentEditsTests(DatabaseKind.Postgres, server);
