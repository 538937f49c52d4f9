using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Pages;

namespace StatusPage.Tests.Web.Pages;

public sealed class PageEditorPageTests : StaffContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private readonly FakePages _pages = new();

    public PageEditorPageTests() => Services.AddSingleton<IPageLists>(_pages).AddSingleton<IPageCommands>(_pages);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IEnumerable<string?> Told => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(bar => bar.Message);

    [Fact]
    public void Save_OfANewOne_SavesWhatWasTyped()
    {
        var page = Open();
        page.Find("[data-test=name]").Input("Acme Cloud");
        page.Find("[data-test=zone]").Input("Europe/Berlin");
        page.Find("[data-test=visibility-Unlisted]").Change(true);
        page.Find("[data-test=is-default]").Change(true);
        Assert.Equal("https://status.example.com/s/acme-cloud", page.Find("[data-test=address]").GetAttribute("value"));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Single(_pages.Saved));
        Assert.Equal(new PageSettings("Acme Cloud", "acme-cloud", "Europe/Berlin", PageVisibility.Unlisted, IsDefault: true), _pages.Saved[0].Settings);
        Assert.EndsWith($"/admin/pages/{_pages.Saved[0].Id.Value}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("Acme Cloud can be seen at /s/acme-cloud.", Told);
    }

    [Fact]
    public void Save_OfAnEmptyOne_SaysWhatIsMissingAndSavesNothing()
    {
        var page = Open();

        page.Find("form").Submit();

        Assert.Contains("Give it a name", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Write the last part of the address", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_pages.Saved);
    }

    [Fact]
    public void Slug_AsItIsTyped_IsSaidToBeFreeOrNotAfterAPause()
    {
        _pages.Taken["acme"] = "The address acme is taken; choose another.";
        var page = Open();

        page.Find("[data-test=name]").Input("Ac");
        page.Find("[data-test=name]").Input("Acme");
        Assert.Contains("Looking whether it is free", page.Find("[data-test=slug-says]").TextContent, StringComparison.Ordinal);
        Time.Advance(Pause);

        page.WaitForAssertion(() => Assert.Contains("The address acme is taken", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["acme"], _pages.Asked);
        page.Find("[data-test=slug]").Input("acme-2");
        Time.Advance(Pause);
        page.WaitForAssertion(() => Assert.Equal("Free.", page.Find("[data-test=slug-says]").TextContent.Trim()));
    }

    [Fact]
    public void Preview_AfterAPause_ShowsWhatIsTyped()
    {
        var page = OpenDetails(PageDraftTests.Details());

        page.Find("[data-test=name]").Input("Acme Cloud");
        Assert.Contains("name=Acme&", Preview(page), StringComparison.Ordinal);
        Time.Advance(Pause);

        page.WaitForAssertion(() => Assert.Contains($"/admin/pages/{_pages.Details!.Id.Value}/preview?name=Acme%20Cloud&", Preview(page), StringComparison.Ordinal));
    }

    [Fact]
    public void Edit_OfTheSlug_SaysWhereTheOldOneLeads()
    {
        var page = OpenDetails(PageDraftTests.Details());

        page.Find("[data-test=slug]").Input("cloud");
        Time.Advance(Pause);

        page.WaitForAssertion(() => Assert.Contains("Whoever comes by /s/acme is led here.", page.Find("[data-test=slug-says]").TextContent, StringComparison.Ordinal));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal((3, "cloud"), (Assert.Single(_pages.Saved).Version, _pages.Saved[0].Settings.Slug)));
    }

    [Fact]
    public void SomebodyElsesChange_WhileTyping_IsToldAndWhatWasTypedStays()
    {
        var page = OpenDetails(PageDraftTests.Details());
        page.Find("[data-test=name]").Input("mine");

        ChangeMeanwhile("theirs");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-test=overtaken]")));
        Assert.Equal("mine", page.Find("[data-test=name]").GetAttribute("value"));
        page.Find("form").Submit();
        Assert.Empty(_pages.Saved);

        page.Find("[data-test=mine]").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal((4, "mine"), (Assert.Single(_pages.Saved).Version, _pages.Saved[0].Settings.Name)));
    }

    [Fact]
    public void SomebodyElsesChange_BeforeTyping_IsShown()
    {
        var page = OpenDetails(PageDraftTests.Details());

        ChangeMeanwhile("theirs");

        page.WaitForAssertion(() => Assert.Equal("theirs", page.Find("[data-test=name]").GetAttribute("value")));
        Assert.Empty(page.FindAll("[data-test=overtaken]"));
    }

    [Fact]
    public void Save_AndTypingOn_IsNotTakenForSomebodyElsesChange()
    {
        var page = OpenDetails(PageDraftTests.Details());
        page.Find("[data-test=name]").Input("mine");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Single(_pages.Saved));

        page.Find("[data-test=name]").Input("mine and more");
        ChangeMeanwhile("mine");
        page.WaitForAssertion(() => Assert.Contains("version=4", Preview(page), StringComparison.Ordinal));
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal((4, "mine and more"), (_pages.Saved[^1].Version, _pages.Saved[^1].Settings.Name)));
        Assert.Empty(page.FindAll("[data-test=overtaken]"));
    }

    [Fact]
    public void Save_ThatIsRefused_KeepsWhatWasTyped()
    {
        var page = OpenDetails(PageDraftTests.Details());
        page.Find("[data-test=name]").Input("Shop");
        _pages.Failure = new RuleViolationException("Not like that.");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Not like that.", Told));
        Assert.Equal("Shop", page.Find("[data-test=name]").GetAttribute("value"));
        Assert.False(page.Find("[data-test=save]").HasAttribute("disabled"));
    }

    [Fact]
    public void Archive_OfTheOneAtTheRoot_AsksWhatStandsThereAndOnce()
    {
        var shop = new PageChoice(PublicPageId.New(), "Shop");
        _pages.Around = _pages.Around with { Root = RootState.OwnPage, Others = [shop] };
        var page = OpenDetails(PageDraftTests.Details());
        Assert.True(page.Find("[data-test=archive]").HasAttribute("disabled"));

        page.Find("[data-test=at-root]").Change(shop.Id.ToString());
        page.Find("[data-test=archive]").Click();
        Assert.Empty(_pages.Acts);
        page.Find("[data-test=archive-yes]").Click();

        page.WaitForAssertion(() => Assert.Equal([$"archive 3, then {shop.Id}"], _pages.Acts));
        Assert.EndsWith("/admin/pages", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("Acme is archived.", Told);
    }

    [Fact]
    public void GiveUp_AFormerAddress_AsksOnce()
    {
        var page = OpenDetails(PageDraftTests.Details("old"));

        page.Find("[data-test=give-up]").Click();
        Assert.Empty(_pages.Acts);
        page.Find("[data-test=give-up-yes]").Click();

        page.WaitForAssertion(() => Assert.Equal(["give up old"], _pages.Acts));
    }

    [Fact]
    public void Clone_OfOne_BeginsWithItsSettingsUnderAnotherName()
    {
        _pages.Details = PageDraftTests.Details();
        Navigation.NavigateTo($"/admin/pages/new?clone={_pages.Details.Id}");
        var page = Open();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(("Copy of Acme", "copy-of-acme", _pages.Details.Id), (Assert.Single(_pages.Saved).Settings.Name, _pages.Saved[0].Settings.Slug, _pages.Saved[0].CloneOf)));
    }

    [Fact]
    public void Root_ThatIsAnotherOrganisations_IsNotOffered()
    {
        _pages.Around = _pages.Around with { Root = RootState.OtherOrganization };

        var page = Open();

        Assert.True(page.Find("[data-test=is-default]").HasAttribute("disabled"));
        Assert.Equal("Another organisation has its page there.", page.Find("[data-test=root-says]").TextContent);
    }

    [Fact]
    public void Editor_ForAnOperator_SaysForWhomItIs()
    {
        Actors.Role = Role.Operator;

        var page = Render<PageEditorPage>();

        page.WaitForElement("[data-test=not-for-you]");
    }

    [Fact]
    public void Kept_WhenTheCircuitMoves_IsWhatWasTyped()
    {
        var page = OpenDetails(PageDraftTests.Details());
        Assert.Null(page.Instance.Kept);
        page.Find("[data-test=name]").Input("half a na");

        var other = OpenDetails(_pages.Details! with { Version = 4 });
        other.Instance.Kept = page.Instance.Kept;
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, _pages.Details!.Id.Value));

        other.WaitForAssertion(() => Assert.Equal("half a na", other.Find("[data-test=name]").GetAttribute("value")));
        Assert.NotEmpty(other.FindAll("[data-test=overtaken]"));
    }

    private static string Preview(IRenderedComponent<PageEditorPage> page) => page.Find("[data-test=preview]").GetAttribute("src") ?? "";

    private void ChangeMeanwhile(string name)
    {
        var details = _pages.Details!;
        _pages.Details = details with { Settings = details.Settings with { Name = name }, Version = details.Version + 1 };
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, details.Id.Value));
    }

    private IRenderedComponent<PageEditorPage> OpenDetails(PageDetails details)
    {
        _pages.Details = details;
        var page = Render<PageEditorPage>(parameters => parameters.Add(one => one.Id, details.Id.Value));
        page.WaitForElement("form");
        return page;
    }

    private IRenderedComponent<PageEditorPage> Open()
    {
        var page = Render<PageEditorPage>();
        page.WaitForElement("form");
        return page;
    }
}
