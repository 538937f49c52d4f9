using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class MonitorEditorPageTests : StaffContext
{
    private readonly FakeMonitors _monitors = new();
    private readonly FakeMonitorCommands _commands = new();
    private readonly ComponentChoice _api = new(ServiceComponentId.New(), "API", GroupName: null, "Acme", ComponentStatus.Operational);

    public MonitorEditorPageTests() => Services.AddSingleton<IMonitorQueries>(_monitors).AddSingleton<IMonitorCommands>(_commands)
        .AddSingleton<IMonitorTrial>(_commands).AddSingleton<IComponentQueries>(new FakeComponents(_api)).AddSingleton<ILocations>(new FakeLocations("default"));

    [Fact]
    public void Save_OfANewOne_SavesWhatWasTyped()
    {
        var page = Filled();
        page.Find("[data-test=every-30]").Change(true);
        page.Find("[data-test=link]").Change(true);
        page.Find("[data-test=when-down]").Change(nameof(ComponentStatus.PartialOutage));
        page.Find("[data-test=add-header]").Click();
        page.Find("[data-test=header-name]").Input("Authorization");
        page.Find("[data-test=header-value]").Input("Bearer x");

        page.Find("form").Submit();

        var (_, _, settings, _) = Assert.Single(_commands.Saved);
        Assert.Equal(("Shop", "https://example.com/", 30), (settings.Name, settings.Target, settings.Schedule.EverySeconds));
        Assert.Equal(["default"], settings.Locations);
        Assert.Equal([new TypedLink(_api.Id, ComponentStatus.PartialOutage)], settings.Links);
        Assert.Equal([new TypedHeader("Authorization", TypedSecret.Of("Bearer x"))], settings.Http.Headers);
        Assert.EndsWith("/admin/monitors", page.Instance.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_OfAnEmptyOne_SaysWhatIsMissingAndSavesNothing()
    {
        var page = Open();

        page.Find("form").Submit();

        Assert.Contains("Give it a name", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Write the address to watch", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_commands.Saved);
    }

    [Fact]
    public void Save_ThatIsRefused_KeepsWhatWasTyped()
    {
        _commands.Failure = new RuleViolationException("Not from there.");
        var page = Filled();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.False(page.Find("[data-test=save]").HasAttribute("disabled")));
        Assert.Equal("Shop", page.Find("[data-test=name]").GetAttribute("value"));
        Assert.Contains(Services.GetRequiredService<ISnackbar>().ShownSnackbars, bar => bar.Message == "Not from there.");
    }

    [Fact]
    public void Edit_WithSecrets_ShowsThatTheyAreSetAndKeepsThem()
    {
        var page = OpenDetails(MonitorDraftTests.Full());

        Assert.Equal("is set", page.Find("[data-test=header-set]").TextContent);
        page.Find("[data-test=name]").Input("renamed");
        page.Find("form").Submit();

        var (id, version, settings, _) = Assert.Single(_commands.Saved);
        Assert.Equal((_monitors.Details!.Id, 3), (id, version));
        Assert.Equal([new TypedHeader("Authorization", TypedSecret.Kept)], settings.Http.Headers);
    }

    [Fact]
    public void SomebodyElsesChange_WhileTyping_IsToldAndWhatWasTypedStays()
    {
        var page = OpenDetails(MonitorDraftTests.Full());
        page.Find("[data-test=name]").Input("mine");

        ChangeMeanwhile("theirs");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-test=overtaken]")));
        Assert.Equal("mine", page.Find("[data-test=name]").GetAttribute("value"));
        page.Find("form").Submit();
        Assert.Empty(_commands.Saved);

        page.Find("[data-test=mine]").Click();
        page.Find("form").Submit();
        Assert.Equal((4, "mine"), (Assert.Single(_commands.Saved).Version, _commands.Saved[0].Settings.Name));
    }

    [Fact]
    public void SomebodyElsesChange_BeforeTyping_IsShown()
    {
        var page = OpenDetails(MonitorDraftTests.Full());

        ChangeMeanwhile("theirs");

        page.WaitForAssertion(() => Assert.Equal("theirs", page.Find("[data-test=name]").GetAttribute("value")));
        Assert.Empty(page.FindAll("[data-test=overtaken]"));
    }

    [Fact]
    public void Clone_OfOne_BeginsWithItsSettingsAndTakesItsSecrets()
    {
        _monitors.Details = MonitorDraftTests.Full();
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo($"/admin/monitors/new?clone={_monitors.Details.Id}");
        var page = Open();

        page.Find("form").Submit();

        var saved = Assert.Single(_commands.Saved);
        Assert.Equal(("Copy of api", _monitors.Details.Id), (saved.Settings.Name, saved.SecretsFrom));
        Assert.NotEqual(_monitors.Details.Id, saved.Id);
    }

    [Fact]
    public void Try_WithAFailure_ShowsOutcomeAndReason()
    {
        _commands.Answer = ProbeResult.Failed(TimeSpan.FromMilliseconds(17), ProbeReason.UnexpectedStatus, "expected 2xx, got 500");
        var page = Filled();

        page.Find("[data-test=try]").Click();

        var tried = page.Find("[data-test=tried]").TextContent;
        Assert.Contains("Failure, answered in 17 ms", tried, StringComparison.Ordinal);
        Assert.Contains("expected 2xx, got 500", tried, StringComparison.Ordinal);
        page.Find("[data-test=target]").Input("https://example.org/");
        Assert.Empty(page.Find("[data-test=tried]").TextContent.Trim());
    }

    [Fact]
    public void Try_WhereWorkersCheck_IsNotOffered()
    {
        _commands.IsPossible = false;

        var page = Open();

        Assert.Empty(page.FindAll("[data-test=try]"));
        Assert.NotEmpty(page.FindAll("[data-test=no-trial]"));
    }

    [Fact]
    public void Kept_WhenTheCircuitMoves_IsWhatWasTypedAndGoesOnThere()
    {
        var page = OpenDetails(MonitorDraftTests.Full());
        Assert.Null(page.Instance.Kept);
        page.Find("[data-test=name]").Input("half a na");
        var carried = page.Instance.Kept;
        _monitors.Details = _monitors.Details! with { Version = 4 };

        var other = OpenDetails(_monitors.Details);
        other.Instance.Kept = carried;
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, _monitors.Details.Id.Value));

        other.WaitForAssertion(() => Assert.Equal("half a na", other.Find("[data-test=name]").GetAttribute("value")));
        Assert.NotEmpty(other.FindAll("[data-test=overtaken]"));
    }

    private void ChangeMeanwhile(string name)
    {
        var details = _monitors.Details!;
        _monitors.Details = details with { Name = name, Version = details.Version + 1 };
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, details.Id.Value));
    }

    private IRenderedComponent<MonitorEditorPage> OpenDetails(MonitorDetails details)
    {
        _monitors.Details = details;
        var page = Render<MonitorEditorPage>(parameters => parameters.Add(one => one.Id, details.Id.Value));
        page.WaitForElement("form");
        return page;
    }

    private IRenderedComponent<MonitorEditorPage> Open()
    {
        var page = Render<MonitorEditorPage>();
        page.WaitForElement("form");
        return page;
    }

    private IRenderedComponent<MonitorEditorPage> Filled()
    {
        var page = Open();
        page.Find("[data-test=name]").Input("Shop");
        page.Find("[data-test=target]").Input("https://example.com/");
        return page;
    }
}
