using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Draining;

/// <summary>Both Web nodes are replaced one after the other behind nginx, while customers look and somebody writes.</summary>
[Trait("Category", "Browser")]
[Collection(Alone.Name)]
public sealed class ReplacementTests(PostgresServer postgres, Chromium chromium)
{
    private const int Viewers = 8;
    private const int Requests = 2500;

    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal) { ["web-1"] = Ports.Next(), ["web-2"] = Ports.Next() };

    [Fact]
    public async Task Replace_BothUnderLoad_FailsNoRequestLosesNobodyAndKeepsTheForm()
    {
        await using var cluster = await StartAsync(drainSeconds: 3);
        var address = cluster.Nginx!.Address;
        await using var browser = await chromium.NewContextAsync(address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        await page.Locator("[data-test=component]").First.SelectOptionAsync(new SelectOptionValue { Value = "PartialOutage" });
        await page.Locator("#incident-body").FillAsync("We are looking into it.");
        await page.EvaluateAsync("window.samePage = true");
        var viewers = await WatchAsync(address);
        await using var load = new PageLoad(address).Start();

        foreach (var node in cluster.Webs)
        {
            await ReplaceAsync(cluster, node, DrainAsync(cluster, node));
        }

        await Patience.UntilAsync(() => load.Answered >= Requests, "enough requests");
        await load.StopAsync();
        Assert.Empty(load.Failures);
        await Patience.UntilAsync(() => viewers.TrueForAll(viewer => viewer.IsLive), "all viewers being live");
        Assert.Equal(0, viewers.Sum(viewer => viewer.Lost));
        Assert.InRange(viewers.Sum(viewer => viewer.Moved), Viewers, int.MaxValue);
        await PostAsync(page, viewers);
        await LeaveAsync(viewers);
    }

    [Fact]
    public async Task Replace_BothUnderLoadWithoutADrain_IsNoticed()
    {
        await using var cluster = await StartAsync(drainSeconds: 0);
        var viewers = await WatchAsync(cluster.Nginx!.Address);
        await using var load = new PageLoad(cluster.Nginx.Address).Start();

        foreach (var node in cluster.Webs)
        {
            await ReplaceAsync(cluster, node, leaving: Task.CompletedTask);
        }

        await load.StopAsync();
        Assert.True(load.Failures.Count + viewers.Sum(viewer => viewer.Lost) > 0, "Nobody noticed anything, so the other test proves nothing.");
        await LeaveAsync(viewers);
    }

    private async Task<Cluster> StartAsync(int drainSeconds)
    {
        var cluster = new Cluster(new ClusterOptions
        {
            Workers = 1,
            HasNginx = true,
            Database = await postgres.CreateDatabaseAsync(migrated: false),
            Settings = ClusterOptions.Pairs(("StatusPage__DrainSeconds", drainSeconds.ToString(CultureInfo.InvariantCulture))),
            NodeSettings = _ports.ToDictionary(
                port => port.Key, port => ClusterOptions.Pairs(("StatusPage__ManagementPort", port.Value.ToString(CultureInfo.InvariantCulture))), StringComparer.Ordinal),
        });
        await cluster.StartAsync();
        return cluster;
    }

    // As an orchestrator does it: the call, and the load balancer follows what it is told of readiness.
    private async Task DrainAsync(Cluster cluster, ClusterNode node)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var draining = node.Http.GetAsync(new Uri($"http://127.0.0.1:{_ports[node.Name].ToString(CultureInfo.InvariantCulture)}/drain"), cancellationToken);
        await Patience.UntilAsync(
            async () => (await node.Http.GetAsync("/health/ready", cancellationToken)).StatusCode is HttpStatusCode.ServiceUnavailable, "the node not being ready");
        await cluster.Nginx!.TakeOutAsync(node.Name);
        using var answer = await draining;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task ReplaceAsync(Cluster cluster, ClusterNode node, Task leaving)
    {
        await leaving;
        var stopping = Stopwatch.GetTimestamp();
        await node.EndAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        node.Start();
        await node.ReadyAsync();
        await cluster.Nginx!.UseAsync(cluster.Webs.ToDictionary(web => web.Name, web => web.Address, StringComparer.Ordinal));
    }

    private static async Task<List<HubViewer>> WatchAsync(Uri address)
    {
        var viewers = Enumerable.Range(0, Viewers).Select(seed => new HubViewer(address, seed).Start()).ToList();
        await Patience.UntilAsync(() => viewers.TrueForAll(viewer => viewer.IsLive), "all viewers being live at first");
        return viewers;
    }

    private static async Task LeaveAsync(List<HubViewer> viewers)
    {
        foreach (var viewer in viewers)
        {
            await viewer.DisposeAsync();
        }
    }

    private static async Task PostAsync(IPage page, List<HubViewer> viewers)
    {
        var before = viewers.Max(viewer => viewer.Version);
        await Expect(page.Locator(".picture")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.samePage === true"), "The page was loaded again.");
        await Expect(page.Locator("#incident-title")).ToHaveValueAsync("Log-in fails");
        await Expect(page.Locator("#incident-body")).ToHaveValueAsync("We are looking into it.");
        await Expect(page.Locator("[data-test=component]").First).ToHaveValueAsync("PartialOutage");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
        await Patience.UntilAsync(() => viewers.Exists(viewer => viewer.Version > before), "a viewer hearing of it");
    }
}
