using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Pages;

public abstract class PageQueriesTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    [Fact]
    public async Task HeadsAsync_OfSeveralOrganizations_GivesAll()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        await PostAsync(Said.Update(IncidentStatus.Investigating));

        var heads = await Get<IPageQueries>().HeadsAsync(Token);

        Assert.Equal(
            new[]
            {
                new PageHead(Tenant.Page.Id, Tenant.Id, Tenant.Page.Slug, IsDefault: false, PageVisibility.Public, 2),
                new PageHead(other.Page.Id, other.Id, other.Page.Slug, IsDefault: false, PageVisibility.Public, 1),
            }.ToHashSet(),
            heads.ToHashSet());
    }

    [Fact]
    public async Task FactsAsync_OfHundredsOfComponents_GivesTheVisibleOnesOfThePageInOrder()
    {
        var elsewhere = Tenant.AddPage("Elsewhere");
        var groups = new[] { Tenant.AddGroup("second", 2), Tenant.AddGroup("first", 1) };
        var components = Enumerable.Range(0, 300).Select(index => Tenant.AddComponent($"{index}", index % 5 == 0 ? elsewhere : null)).ToList();
        components.Where((_, index) => index % 7 == 0).ToList().ForEach(component => component.Hide());
        await Tenant.SaveAsync(Data);

        var facts = await FactsAsync();

        Assert.Equal(groups.Reverse().Select(group => group.Id), facts.Groups.Select(group => group.Id));
        Assert.Equal(
            new[] { Api, Web }.Concat(components).Where(one => one.Visible && one.PageId == Tenant.Page.Id).Select(one => one.Id),
            facts.Components.Select(one => one.Id));
    }

    [Fact]
    public async Task FactsAsync_OfSpans_GivesThoseThatReachIntoTheDaysShown()
    {
        var since = PageViewBuilder.FirstInstantShown(Tenant.Page, Data.Now);
        var hidden = Tenant.AddComponent("hidden");
        hidden.Hide();
        AddSpan(Api, since.AddDays(-9), since);
        AddSpan(Api, since.AddDays(-9), since.AddSeconds(1));
        AddSpan(Api, since.AddDays(-9), null);
        AddSpan(Web, since.AddDays(3), since.AddDays(4));
        AddSpan(hidden, since.AddDays(3), since.AddDays(4));
        await Tenant.SaveAsync(Data);

        var facts = await FactsAsync();

        Assert.Equal(
            [Statement(since.AddDays(-9), since.AddSeconds(1)), Statement(since.AddDays(-9), null)],
            facts.Statements[Api.Id].OrderBy(one => one.To is null));
        Assert.Equal([Statement(since.AddDays(3), since.AddDays(4))], facts.Statements[Web.Id]);
        Assert.Empty(facts.Statements[hidden.Id]);
    }

    [Fact]
    public async Task FactsAsync_OfIncidents_GivesThoseOfThePageLatestStartedFirst()
    {
        var elsewhere = Tenant.AddComponent("elsewhere", Tenant.AddPage("Elsewhere"));
        await Tenant.SaveAsync(Data);
        var early = await PostAsync(Said.Update(IncidentStatus.Investigating, (Api, ComponentStatus.PartialOutage)), Data.Now.AddDays(-400));
        await PostAsync(Said.Update(IncidentStatus.Investigating, (elsewhere, ComponentStatus.PartialOutage)));
        var late = await PostAsync(Said.Update(IncidentStatus.Investigating, (Web, ComponentStatus.PartialOutage)), Data.Now.AddDays(-2));
        await UpdateAsync(late, Said.Update(IncidentStatus.Resolved));

        var incidents = (await FactsAsync()).Incidents;

        Assert.Equal([late, early], incidents.Select(incident => incident.Id));
        Assert.Equal([IncidentStatus.Investigating, IncidentStatus.Resolved], incidents[0].Updates.Select(update => update.Status));
        Assert.Equal(Web.Id, Assert.Single(incidents[0].Updates[0].Components).ComponentId);
    }

    [Fact]
    public async Task FactsAsync_OfAnIncidentLongResolved_LeavesItOut()
    {
        var id = await PostAsync(Said.Update(IncidentStatus.Investigating));
        await UpdateAsync(id, Said.Update(IncidentStatus.Resolved));
        Clock.Advance(TimeSpan.FromDays(91));

        Assert.Empty((await FactsAsync()).Incidents);
    }

    [Fact]
    public async Task FactsAsync_OfNoSuchPage_IsNull() =>
        Assert.Null(await Get<IPageQueries>().FactsAsync(PublicPageId.New(), Data.Now, Token));

    private static StatusStatement Statement(DateTimeOffset from, DateTimeOffset? to) => new(SpanSource.Monitor, ComponentStatus.MajorOutage, from, to);

    private void AddSpan(ServiceComponent component, DateTimeOffset from, DateTimeOffset? to)
    {
        var span = Tenant.Add(new StatusSpan(
            Guid.CreateVersion7(), Tenant.Id, component.Id, SpanSource.Monitor, ComponentStatus.MajorOutage, from, Guid.CreateVersion7()));
        if (to is { } end)
        {
            span.End(end);
        }
    }

    private async Task<PageFacts> FactsAsync() =>
        await Get<IPageQueries>().FactsAsync(Tenant.Page.Id, Data.Now, Token) ?? throw new InvalidOperationException("There is no such page.");
}

public sealed class PageQueriesTestsOnSqlite(PostgresServer server) : PageQueriesTests(DatabaseKind.Sqlite, server);

public sealed class PageQueriesTestsOnPostgres(PostgresServer server) : PageQueriesTests(DatabaseKind.Postgres, server);
