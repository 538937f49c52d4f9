using System.Net;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>Public addresses before this node has heard which pages there are.</summary>
public sealed class PublicPageStartTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Get_NothingKnownYet_AsksToComeAgain()
    {
        using var answer = await _host.GetAsync("/s/demo");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Get_OnlyOtherPagesKnownYet_AsksToComeAgain()
    {
        _host.Shelf.Put(SampleSnapshots.Snapshot(page: 2, slug: "other"));

        using var answer = await _host.GetAsync("/s/demo");
        using var other = await _host.GetAsync("/s/other");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Get_RootBeforeThereIsAPage_IsTheApplications() =>
        Assert.Equal("the application", await _host.Http.GetStringAsync("/", TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("/")]
    [InlineData("/status.txt")]
    [InlineData("/live.json")]
    public async Task Get_RootBeforeAnythingWasRead_AsksToComeAgain(string path)
    {
        _host.Pages.Failure = new FakeDbException();
        _host.Readiness.MarkReady();

        using var answer = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Get_DatabaseWithoutPages_SaysThatThereIsNone()
    {
        _host.Shelf.Confirm(PageViews.Noon);

        using var answer = await _host.GetAsync("/s/demo");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_OnceTheDatabaseIsReady_ServesTheRenderedPage()
    {
        _host.Pages.Put(PublicPages.Page(isDefault: true));
        _host.Readiness.MarkReady();

        await Patience.UntilAsync(Turned, "the first render");

        Assert.StartsWith("unknown\nNorthwind: ", await _host.Http.GetStringAsync("/status.txt", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private bool Turned()
    {
        _host.Time.Advance(TimeSpan.FromMilliseconds(250));
        return _host.Shelf.ServeDefault() is not null;
    }
}
