using System.Net;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Health;

public sealed class HealthHttpTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Live_Always_IsAlive() => Assert.Equal((HttpStatusCode.OK, "alive\n"), await AskAsync("/health/live"));

    [Fact]
    public async Task Ready_NothingYet_IsStarting() => Assert.Equal(
        (HttpStatusCode.ServiceUnavailable, """{"status":"starting","database":"down","redis":"none","migrated":false,"jobs_last_heard":null}"""),
        await AskAsync("/health/ready"));

    [Fact]
    public async Task Ready_DatabaseConfirmed_IsReady()
    {
        _host.Monitors.LastCheckAt = PageViews.Noon.AddSeconds(-2);
        _host.Readiness.MarkReady();
        await Patience.UntilAsync(() => _host.Monitors.Marked > 0, "the first look at the monitors");
        _host.Shelf.Confirm(PageViews.Noon);

        Assert.Equal(
            (HttpStatusCode.OK, """{"status":"ready","database":"up","redis":"none","migrated":true,"jobs_last_heard":"2026-11-23T11:59:58+00:00"}"""),
            await AskAsync("/health/ready"));
    }

    [Fact]
    public async Task Ready_DatabaseGone_StaysReadyAndSaysSo()
    {
        _host.Shelf.Put(SampleSnapshots.Snapshot());
        _host.Shelf.Confirm(PageViews.Noon);

        _host.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(
            (HttpStatusCode.OK, """{"status":"ready","database":"down","redis":"none","migrated":false,"jobs_last_heard":null}"""),
            await AskAsync("/health/ready"));
    }

    [Fact]
    public async Task Ready_PageFromDiskOnly_IsReady()
    {
        _host.Shelf.Put(SampleSnapshots.Snapshot());

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Ready_Stopping_IsReadyNoMoreButAlive()
    {
        _host.Shelf.Put(SampleSnapshots.Snapshot());
        _host.Lifetime.StopApplication();

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, """{"status":"stopping","database":"down","redis":"none","migrated":false,"jobs_last_heard":null}"""),
            await AskAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/live")).Status);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path)
    {
        using var answer = await _host.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
