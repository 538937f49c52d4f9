using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

public sealed class NewIncidentPageTests : StaffContext
{
    private readonly FakeIncidents _incidents = new();
    private readonly ComponentChoice _api = new(ServiceComponentId.New(), "API", GroupName: null, "Acme", ComponentStatus.Operational);

    public NewIncidentPageTests() => Services.AddSingleton<IIncidentCommands>(_incidents).AddSingleton<IComponentQueries>(new FakeComponents(_api));

    [Fact]
    public void Post_WithoutWords_SaysWhatIsMissingAndSavesNothing()
    {
        var page = Render<NewIncidentPage>();

        page.Find("form").Submit();

        Assert.Contains("Say in a few words what customers notice.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Say in one sentence what is going on.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_incidents.Posted);
    }

    [Fact]
    public void Title_Emptied_IsToldWhileTyping()
    {
        var page = Render<NewIncidentPage>();

        page.Find("[data-test=title]").Input("A");
        page.Find("[data-test=title]").Input("");

        Assert.Contains("Say in a few words what customers notice.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Post_WithComponentAndPromise_SavesWhatWasChosen()
    {
        var page = Filled();
        page.Find("[data-test=component]").Change(nameof(ComponentStatus.PartialOutage));
        page.Find("[data-test=promise]").Change("30");

        page.Find("form").Submit();

        var posted = Assert.Single(_incidents.Posted);
        Assert.Equal("Log-in fails", posted.Title);
        Assert.Null(posted.Impact);
        Assert.Equal(ComponentStatus.PartialOutage, posted.First.Components[_api.Id]);
        Assert.Equal(Time.GetUtcNow().AddMinutes(30), posted.First.NextUpdateAt);
    }

    [Fact]
    public void Post_TwiceWhileSaving_SavesOnce()
    {
        var saving = new TaskCompletionSource();
        _incidents.Pending = saving.Task;
        var page = Filled();

        page.Find("form").Submit();
        page.Find("form").Submit();
        saving.SetResult();

        Assert.Single(_incidents.Posted);
        Assert.True(page.Find("[data-test=post]").HasAttribute("disabled"));
    }

    [Fact]
    public void Post_ThatIsRefused_KeepsWhatWasTyped()
    {
        _incidents.Failure = new RuleViolationException("Not like this.");
        var page = Filled();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.False(page.Find("[data-test=post]").HasAttribute("disabled")));
        Assert.Equal("Log-in fails", page.Find("[data-test=title]").GetAttribute("value"));
        Assert.Contains(Services.GetRequiredService<MudBlazor.ISnackbar>().ShownSnackbars, bar => bar.Message == "Not like this.");
    }

    private IRenderedComponent<NewIncidentPage> Filled()
    {
        var page = Render<NewIncidentPage>();
        page.Find("[data-test=title]").Input("Log-in fails");
        page.Find("[data-test=body]").Input("We look into it.");
        return page;
    }
}
