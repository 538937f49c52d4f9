using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Pages;

namespace StatusPage.Tests.Web.Pages;

public sealed class PageListPageTests : StaffContext
{
    private readonly FakePages _pages = new();

    public PageListPageTests() => Services.AddSingleton<IPageLists>(_pages).AddSingleton<IPageCommands>(_pages);

    [Fact]
    public void List_WithoutPages_SaysWhatOneIsForAndOffersTheFirst()
    {
        var page = Render<PageListPage>();

        page.WaitForAssertion(() => Assert.Equal("/admin/pages/new", page.Find("[data-test=empty] a").GetAttribute("href")));
    }

    [Fact]
    public void List_ShowsAddressStateAndMarks()
    {
        Add("Acme", isDefault: true, ComponentStatus.MajorOutage, components: 12);
        Add("Shop", isDefault: false, ComponentStatus.Operational, components: 1);

        var page = Render<PageListPage>();

        page.WaitForElements("[data-test=page]", 2);
        var first = page.FindAll("[data-test=page]")[0];
        Assert.Equal("https://status.example.com/s/acme", first.QuerySelector("[data-test=address]")!.GetAttribute("href"));
        Assert.Contains("Major outage", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("12 components", first.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-test=default]"));
        Assert.Contains("1 component", page.FindAll("[data-test=page]")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void BringBack_AnArchivedOne_Restores()
    {
        _pages.Archived.Add(new ArchivedPage(PublicPageId.New(), "Old", "old", Time.GetUtcNow(), Time.GetUtcNow().AddDays(30)));
        var page = Render<PageListPage>();
        page.WaitForElement("[data-test=archived-page]");
        Assert.Contains("until 31 Mar 2026", page.Find("[data-test=archived-page]").TextContent, StringComparison.Ordinal);

        page.Find("[data-test=restore]").Click();

        page.WaitForAssertion(() => Assert.Equal(["restore"], _pages.Acts));
        Assert.Equal("Old is back at /s/old.", Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Message);
    }

    [Fact]
    public void List_ForAnOperator_OffersNothingToChange()
    {
        Actors.Role = Role.Operator;
        Add("Acme", isDefault: true, ComponentStatus.Operational, components: 1);
        _pages.Archived.Add(new ArchivedPage(PublicPageId.New(), "Old", "old", Time.GetUtcNow(), Time.GetUtcNow().AddDays(30)));

        var page = Render<PageListPage>();

        page.WaitForElement("[data-test=page]");
        Assert.Empty(page.FindAll("[data-test=new], [data-test=restore]"));
    }

    private void Add(string name, bool isDefault, ComponentStatus status, int components)
    {
        var slug = PageSlug.From(name);
        _pages.InUse.Add(new PageRow(
            PublicPageId.New(), name, slug, $"https://status.example.com/s/{slug}", PageVisibility.Public, isDefault, components, status, Version: 1));
    }
}
