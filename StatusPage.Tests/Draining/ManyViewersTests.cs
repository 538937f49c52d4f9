using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Draining;

/// <summary>Many viewers while their node stops or is lost.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class ManyViewersTests(PostgresServer postgres, ITestOutputHelper output)
{
    private static readonly TimeSpan MostLive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AllLive = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Loss_OfTheirNode_BringsNearlyAllToAnotherInTenSeconds()
    {
        const int Many = 1000;
        await using var nodes = await TwoNodes.StartAsync(postgres);
        var viewers = Enumerable.Range(0, Many).Select(seed => new HubViewer(nodes.Front.Address, seed).Start()).ToList();
        await Patience.UntilAsync(() => viewers.TrueForAll(viewer => viewer.IsLive), "all viewers being live at first");

        nodes.Front.Node = nodes.Second.App.Address;
        await nodes.First.App.KillAsync();
        var lost = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(() => viewers.TrueForAll(viewer => viewer.Lost == 1), "all of them noticing");
        TimeSpan? most = null;
        while (!viewers.TrueForAll(viewer => viewer.IsLive) && Stopwatch.GetElapsedTime(lost) < AllLive)
        {
            most ??= viewers.Count(viewer => viewer.IsLive) >= Many * 0.95 ? Stopwatch.GetElapsedTime(lost) : null;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var all = Stopwatch.GetElapsedTime(lost);
        output.WriteLine($"95 % of {Many} live after {(most ?? all).TotalSeconds:0.0} s, all after {all.TotalSeconds:0.0} s");
        Assert.InRange(most ?? all, TimeSpan.Zero, MostLive);
        Assert.True(viewers.TrueForAll(viewer => viewer.IsLive), "Not all are live after 30 s.");
        await Task.WhenAll(viewers.Select(viewer => viewer.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Stop_With500ViewersSomeWhoComeBackAtOnceAndARequestThatHangs_EndsWellInTenSeconds()
    {
        const int Many = 500;
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(new Uri("http://127.0.0.1:1/")));
        await app.UntilAsync(async () => (await app.Http.GetAsync("/s/northwind", cancellationToken)).IsSuccessStatusCode, "the page", cancellationToken);
        var hubs = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => HubSocket.ConnectAsync(app.Address)));
        var pushy = Enumerable.Range(0, 20).Select(_ => ComeBackAsync(app)).ToList();
        using var hanging = await HangAsync(app);

        await AssertEndsWellAsync(app);

        await Task.WhenAll(pushy);
        Array.ForEach(hubs, hub => hub.Dispose());
    }

    [Fact]
    public async Task Stop_OnPostgresWithViewersWhoStayAHangingRequestAndAHangingTarget_EndsWellInTenSeconds()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        using var folder = new TempFolder();
        using var deaf = new TcpListener(IPAddress.Loopback, Ports.Next());
        deaf.Start();
        await using (var app = AppProcess.Start(
            folder.Path, AppProcess.SetUpWith(new Uri($"http://{deaf.LocalEndpoint}/")), "--ConnectionStrings:Database", database, "--StatusPage:AllowPrivateTargets=true"))
        {
            await app.UntilAsync(async () => (await app.Http.GetAsync("/s/northwind", cancellationToken)).IsSuccessStatusCode, "the page", cancellationToken);
            var hubs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HubSocket.ConnectAsync(app.Address)));
            using var hanging = await HangAsync(app);
            await Patience.UntilAsync(deaf.Pending, "a check that waits for its target");

            await AssertEndsWellAsync(app);

            Array.ForEach(hubs, hub => hub.Dispose());
        }

        await postgres.DropAsync(database);
    }

    [Fact]
    public async Task Stop_Twice_EndsAtOnce()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var app = AppProcess.Start(folder.Path, environment: null, "--StatusPage:DrainSeconds=300");
        await app.ReadyAsync(cancellationToken);

        var first = app.StopAsync(cancellationToken);
        await app.LineAsync(line => line.Contains("Leaving", StringComparison.Ordinal), cancellationToken);
        var again = Stopwatch.GetTimestamp();
        await app.StopAsync(cancellationToken);
        await first;

        Assert.InRange(Stopwatch.GetElapsedTime(again), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private async Task AssertEndsWellAsync(AppProcess app)
    {
        var stopping = Stopwatch.GetTimestamp();
        var code = await app.StopAsync(TestContext.Current.CancellationToken);

        output.WriteLine($"Ended after {Stopwatch.GetElapsedTime(stopping).TotalSeconds:0.0} s");
        Assert.InRange(Stopwatch.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(0, code);
    }

    // Says that it sends a form, and never sends the rest of it.
    private static async Task<TcpClient> HangAsync(AppProcess app)
    {
        var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /account/login HTTP/1.1\r\nHost: {app.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail="),
            TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task ComeBackAsync(AppProcess app)
    {
        while (!app.HasExited)
        {
            try
            {
                using var hub = await HubSocket.ConnectAsync(app.Address);
                while (await hub.RecordAsync() is not null)
                {
                    // Until it is cut off.
                }
            }
            catch (Exception failure) when (failure is WebSocketException or Xunit.Sdk.XunitException)
            {
                // Refused; it comes again at once.
            }
        }
    }
}
