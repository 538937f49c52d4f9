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

public abstract class IncidentRefusalsTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    [Theory]
    [InlineData(Investigating, Postmortem)]
    [InlineData(Resolved, Identified)]
    [InlineData(Resolved, Monitoring)]
    public async Task UpdateAsync_OutOfOrder_IsRefusedAndSavesNothing(IncidentStatus from, IncidentStatus to)
    {
        var id = await PostAsync(Said.Update(from, (Api, PartialOutage)));
        var before = (await StandsAsync(id), await PageAsync());

        await Assert.ThrowsAsync<RuleViolationException>(() => UpdateAsync(id, Said.Update(to, (Api, MajorOutage))));

        Assert.Equal(before, (await StandsAsync(id), await PageAsync()));
        Assert.Single(await Data.AllAsync<AuditEntry>());
    }

    [Theory]
    [InlineData(Resolved)]
    [InlineData(Investigating)]
    public async Task UpdateAsync_AfterThePostMortem_IsRefused(IncidentStatus to)
    {
        var id = await PostAsync(Said.Update(Resolved));
        await UpdateAsync(id, Said.Update(Postmortem));

        await Assert.ThrowsAsync<RuleViolationException>(() => UpdateAsync(id, Said.Update(to)));
    }

    [Fact]
    public async Task PostAsync_InTheFuture_IsRefused() =>
        await Assert.ThrowsAsync<RuleViolationException>(() => PostAsync(Said.Update(Investigating), Data.Now.AddSeconds(1)));

    [Theory]
    [InlineData(UnderMaintenance)]
    [InlineData(Unknown)]
    public async Task PostAsync_WithAStatusThatIsNoIncidents_IsRefused(ComponentStatus status) =>
        await Assert.ThrowsAsync<RuleViolationException>(() => PostAsync(Said.Update(Investigating, (Api, status))));

    [Fact]
    public async Task Commands_ByAViewer_AreRefused()
    {
        var id = await PostAsync(Said.Update(Investigating));
        var viewer = Tenant.As(Role.Viewer);

        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.PostAsync(viewer, Said.Incident(Api), Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.UpdateAsync(viewer, id, expectedVersion: null, Said.Update(Resolved), Token));

        Assert.Equal((Investigating, Impact.None, 1), await StandsAsync(id));
    }

    [Fact]
    public async Task Commands_WithWhatBelongsToSomebodyElse_FindNothing()
    {
        var (foreign, component) = await ForeignAsync();
        var own = await PostAsync(Said.Update(Investigating));
        var theirs = await Commands.PostAsync(foreign.Operator, Said.Incident(component), Token);
        var onTheirPage = Said.Incident(Api) with { Pages = [Tenant.Page.Id, foreign.Page.Id] };

        await Assert.ThrowsAsync<NotFoundException>(() => PostAsync(Said.Update(Investigating, (component, MajorOutage))));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.PostAsync(Tenant.Operator, onTheirPage, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => UpdateAsync(own, Said.Update(Identified, (component, MajorOutage))));
        await Assert.ThrowsAsync<NotFoundException>(() => UpdateAsync(theirs, Said.Update(Resolved)));
        await Assert.ThrowsAsync<NotFoundException>(() => UpdateAsync(IncidentId.New(), Said.Update(Resolved)));

        Assert.Equal(2, (await Data.AllAsync<Incident>()).Count);
        Assert.Null(await Get<IIncidentQueries>().FindAsync(Tenant.Id, theirs, Token));
    }

    [Fact]
    public async Task UpdateAsync_OfAVersionThatIsGone_IsRefused()
    {
        var id = await PostAsync(Said.Update(Investigating));
        await UpdateAsync(id, Said.Update(Identified), expectedVersion: 1);

        await Assert.ThrowsAsync<StaleVersionException>(() => UpdateAsync(id, Said.Update(Resolved), expectedVersion: 1));

        Assert.Equal((Identified, Impact.None, 2), await StandsAsync(id));
    }

    [Fact]
    public async Task UpdateAsync_SixOperatorsAtOnce_OneIsFirst()
    {
        var id = await PostAsync(Said.Update(Investigating, (Api, PartialOutage)));

        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => IsFirstAsync(id), Token)));

        Assert.Single(tries, first => first);
        Assert.Equal(2, (await FindAsync(id)).Updates.Count);
        Assert.Equal((3, 2), await PageAsync());
    }

    private async Task<bool> IsFirstAsync(IncidentId id)
    {
        try
        {
            await Commands.UpdateAsync(Tenant.Operator, id, expectedVersion: 1, Said.Update(Investigating, (Api, MajorOutage)), Token);
            return true;
        }
        catch (StaleVersionException)
        {
            return false;
        }
    }

    private async Task<(Tenant Tenant, ServiceComponent Component)> ForeignAsync()
    {
        var foreign = new Tenant(Data.Now, "Foreign");
        var component = foreign.AddComponent();
        return (await foreign.SaveAsync(Data), component);
    }
}

public sealed class IncidentRefusalsTestsOnSqlite(PostgresServer server) : IncidentRefusalsTests(DatabaseKind.Sqlite, server);

public sealed class IncidentRefusalsTestsOnPostgres(PostgresServer server) : IncidentRefusalsTests(DatabaseKind.Postgres, server);
