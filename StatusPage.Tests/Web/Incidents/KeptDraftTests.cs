using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

/// <summary>What becomes of a draft whose circuit or page is no more.</summary>
public sealed class KeptDraftTests : StaffContext
{
    private readonly FakeIncidents _incidents = new();
    private readonly ComponentChoice _api = new(ServiceComponentId.New(), "API", GroupName: null, "Acme", ComponentStatus.Operational);

    public KeptDraftTests() => Services.AddSingleton<IIncidentCommands>(_incidents).AddSingleton<IIncidentQueries>(_incidents).AddSingleton<IIncidentEdits>(_incidents).AddSingleton<IIncidentTimeline>(_incidents)
        .AddSingleton<IComponentQueries>(new FakeComponents(_api));

    [Fact]
    public void NewIncident_WithADraft_GoesOnWithAllOfIt()
    {
        Keep(Draft());

        var page = Render<NewIncidentPage>();

        Assert.Equal("Log-in fails", page.Find("[data-test=title]").GetAttribute("value"));
        Assert.Empty(_incidents.Posted);
        page.Find("form").Submit();
        var posted = Assert.Single(_incidents.Posted);
        Assert.Equal((Draft().Id, "We look into it."), (posted.Id!.Value.Value, posted.First.Body));
        Assert.Equal((IncidentStatus.Identified, Impact.Critical), (posted.First.Status, posted.Impact!.Value));
        Assert.Equal((_api.Id, ComponentStatus.PartialOutage), (Assert.Single(posted.First.Components).Key, posted.First.Components[_api.Id]));
        Assert.Equal(Time.GetUtcNow().AddMinutes(30), posted.First.NextUpdateAt);
    }

    [Fact]
    public void NewIncident_SentWithoutAnAnswer_IsSentAgainUnderItsId()
    {
        Keep(Draft() with { SentAt = Time.GetUtcNow().AddSeconds(-5) });

        Render<NewIncidentPage>();

        Assert.Equal(Draft().Id, Assert.Single(_incidents.Posted).Id!.Value.Value);
    }

    [Fact]
    public void NewIncident_SentLongAgo_IsShownAndNotSent()
    {
        Keep(Draft() with { SentAt = Time.GetUtcNow().AddMinutes(-3) });

        Assert.Equal("Log-in fails", Render<NewIncidentPage>().Find("[data-test=title]").GetAttribute("value"));
        Assert.Empty(_incidents.Posted);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("null")]
    public void NewIncident_WithSomethingElse_BeginsAfresh(string text)
    {
        Keep(text);

        Assert.Equal("", Render<NewIncidentPage>().Find("[data-test=title]").GetAttribute("value") ?? "");
    }

    [Fact]
    public void NewIncident_WithSomebodyElsesDraft_BeginsAfresh()
    {
        Keep(Draft() with { Owner = UserId.New().Value });

        Assert.Equal("", Render<NewIncidentPage>().Find("[data-test=title]").GetAttribute("value") ?? "");
    }

    [Fact]
    public void NewIncident_Posted_IsKeptNoMore()
    {
        var page = Render<NewIncidentPage>();
        Assert.False(page.Find("keep-draft").HasAttribute("value"));
        page.Find("[data-test=title]").Input("Log-in fails");
        page.Find("[data-test=body]").Input("We look into it.");
        Assert.Contains("Log-in fails", page.Find("keep-draft").GetAttribute("value"), StringComparison.Ordinal);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.False(page.Find("keep-draft").HasAttribute("value")));
    }

    [Fact]
    public void Room_WithADraft_GoesOnAndWarnsOfWhatWasSaidMeanwhile()
    {
        Keep(Draft() with { Seen = 1 });

        var page = Room("Found it.", version: 2);

        Assert.Contains("Found it.", page.Find("[data-test=stale]").TextContent, StringComparison.Ordinal);
        Assert.Contains("We look into it.", page.Find(".preview").TextContent, StringComparison.Ordinal);
        Assert.Empty(_incidents.Updated);
    }

    [Fact]
    public void Room_WithADraftThatIsSaidAlready_BeginsAfresh()
    {
        Keep(Draft() with { Seen = 1, SentAt = Time.GetUtcNow() });

        var page = Room("We look into it.", version: 2);

        Assert.Empty(page.FindAll(".preview"));
        Assert.Empty(_incidents.Updated);
    }

    [Fact]
    public void Room_WithADraftThatWasSentAndIsNotSaid_SendsIt()
    {
        Keep(Draft() with { Seen = 1, SentAt = Time.GetUtcNow() });

        Room("Before.", version: 1);

        Assert.Equal((1, "We look into it."), (Assert.Single(_incidents.Updated).Version!.Value, _incidents.Updated[0].Update.Body));
    }

    private IRenderedComponent<IncidentRoomPage> Room(string lastSaid, int version)
    {
        var now = Time.GetUtcNow();
        var id = IncidentId.New();
        _incidents.Details = new IncidentDetails(
            id,
            "Log-in fails",
            IncidentStatus.Identified,
            Impact.Minor,
            now,
            ResolvedAt: null,
            NextUpdateAt: null,
            version,
            [new IncidentUpdateDetails(IncidentStatus.Identified, lastSaid, now, Owner.Name)],
            new Dictionary<ServiceComponentId, ComponentStatus>());
        var page = Render<IncidentRoomPage>(parameters => parameters.Add(one => one.Id, id.Value));
        page.WaitForAssertion(() => page.Find("[data-test=update]"));
        return page;
    }

    private KeptDraft Draft() => new(
        new Guid("01890000-0000-7000-8000-000000000001"),
        Owner.UserId.Value,
        "Log-in fails",
        "We look into it.",
        IncidentStatus.Identified,
        Impact.Critical,
        PromisedMinutes: 30,
        new Dictionary<Guid, ComponentStatus> { [_api.Id.Value] = ComponentStatus.PartialOutage, [Guid.CreateVersion7()] = ComponentStatus.MajorOutage },
        Seen: 0,
        SentAt: null);

    private void Keep(KeptDraft draft) => Keep(KeptDrafts.Write(draft));

    private void Keep(string text) => JSInterop.Setup<string?>("statusPage.kept", _ => true).SetResult(text);
}
