using System.Net;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>A page that has changed its slug from <c>old</c> to <c>older</c> to <c>moved</c>, as visitors of all three find it.</summary>
public sealed class FormerSlugTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ServingHost.StartWithPagesAsync();
        Move("moved", "old", "older");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/s/old", "/s/moved")]
    [InlineData("/s/older", "/s/moved")]
    [InlineData("/s/old/", "/s/moved")]
    [InlineData("/s/old?utm_source=mail&a=%2F", "/s/moved?utm_source=mail&a=%2F")]
    [InlineData("/s/old/status.txt", "/s/moved/status.txt")]
    [InlineData("/s/old/live.json?x=1", "/s/moved/live.json?x=1")]
    [InlineData("/s/old/subscribe?a=b", "/s/moved/subscribe?a=b")]
    public async Task Get_FormerSlug_LeadsToThePageInOneStep(string path, string location)
    {
        using var answer = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.OriginalString);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Post_FormToAFormerSlug_IsSentOnByTheSameMethod()
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, "/s/old/subscribe");

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/s/moved/subscribe", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/s/old/nothing-here")]
    [InlineData("/s/old/status.txt/")]
    [InlineData("/s/Old")]
    public async Task Get_WhatThePageHasNot_IsNotFound(string path)
    {
        using var answer = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_SlugThatCameBack_IsThePageAgain()
    {
        Move("old", "older", "moved", version: 3);

        Assert.Equal("old 3 current\n", await _host.Http.GetStringAsync("/s/old/status.txt", TestContext.Current.CancellationToken));
        using var answer = await _host.GetAsync("/s/moved");
        Assert.Equal("/s/old", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Get_SlugThatAnotherPageHasTaken_IsThatPage()
    {
        var taken = SampleSnapshots.Snapshot(page: 2, slug: "old", version: 2);
        _host.Shelf.Put(taken);

        Assert.Equal("old 2 current\n", await _host.Http.GetStringAsync("/s/old/status.txt", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_FormerSlugOfAPageThatIsGone_IsNotFound()
    {
        _host.Shelf.Keep(new HashSet<StatusPage.Core.Pages.PublicPageId> { PublicPages.Id(2) }, defaultPage: null);

        using var answer = await _host.GetAsync("/s/old");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("data-gone", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_FormerSlug_HearsOfThePage()
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync("""{"type":1,"target":"Watch","arguments":["old"]}""");

        Assert.Equal(2, (await hub.ChangedAsync()).GetProperty("version").GetInt64());
        await _host.ShowAsync(PageViews.Page(version: 9) with { Slug = "elsewhere", FormerSlugs = ["old", "moved"] });
        Assert.Equal(9, (await hub.ChangedAsync()).GetProperty("version").GetInt64());
    }

    private void Move(string slug, string former, string other, long version = 2)
    {
        var snapshot = SampleSnapshots.Snapshot(slug: slug, version: version);
        _host.Shelf.Put(snapshot with { View = snapshot.View with { FormerSlugs = [former, other] } });
    }
}
