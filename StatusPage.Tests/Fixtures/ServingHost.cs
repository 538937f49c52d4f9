using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Web.Draining;
using StatusPage.Web.Health;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Fixtures;

/// <summary>Public pages and health behind a real server on a port of 127.0.0.1; Core is replaced, and the clock stands still.</summary>
internal sealed class ServingHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private ServingHost(int? arrivals)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = _folder.Path });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new NodeOptions("node", "default", _folder.Path))
            .AddSingleton(Readiness)
            .AddSingleton<IStatusFeed>(Feed)
            .AddSingleton<IPageQueries>(Pages)
            .AddSingleton<IPageSnapshots>(Snapshots)
            .AddSingleton<IMonitorQueries>(Monitors)
            .AddSingleton<ISilenceWatch>(Monitors)
            .AddServing()
            .AddDraining(new DrainSettings(TimeSpan.Zero))
            .AddHealth();
        if (arrivals is { } perSecond)
        {
            builder.Services.AddSingleton(_ => new ArrivalRate(perSecond));
        }

        _app = builder.Build();
        _app.UseSocketGate();
        _app.Use((http, next) =>
        {
            // Browsers set their clocks by it.
            http.Response.Headers.Date = Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            return next(http);
        });
        _app.UsePublicPages();
        _app.UseRouting();
        _app.MapServing();
        _app.MapHealth();
        _app.MapFallback("{**path}", http => http.Response.WriteAsync("the application"));
    }

    public FakeTimeProvider Time { get; } = new(PageViews.Noon);

    public DatabaseReadiness Readiness { get; } = new();

    public FakeFeed Feed { get; } = new();

    public FakePageQueries Pages { get; } = new();

    public FakePageSnapshots Snapshots { get; } = new();

    public FakeMonitors Monitors { get; } = new();

    public SnapshotShelf Shelf => _app.Services.GetRequiredService<SnapshotShelf>();

    public SnapshotPush Push => _app.Services.GetRequiredService<SnapshotPush>();

    public SnapshotRenderer Renderer => _app.Services.GetRequiredService<SnapshotRenderer>();

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Shows what is sent: no redirects, no decompression.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <param name="arrivals">How many sockets a second it takes; null: as many as the product does.</param>
    public static async Task<ServingHost> StartAsync(int? arrivals = null)
    {
        var host = new ServingHost(arrivals);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Http.Dispose();
        host.Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        return host;
    }

    /// <summary>With the page <c>demo</c>, which is the default, and <c>other</c>.</summary>
    public static async Task<ServingHost> StartWithPagesAsync(int? arrivals = null)
    {
        var host = await StartAsync(arrivals);
        host.Shelf.Put(SampleSnapshots.Snapshot());
        host.Shelf.Put(SampleSnapshots.Snapshot(page: 2, slug: "other"));
        host.Shelf.Keep(new HashSet<PublicPageId> { PublicPages.Id(1), PublicPages.Id(2) }, PublicPages.Id(1));
        host.Shelf.Confirm(PageViews.Noon);
        return host;
    }

    /// <summary>Serves the view in place of the one before and tells its viewers.</summary>
    public async Task ShowAsync(PageView view)
    {
        var snapshot = await Renderer.RenderAsync(PublicPages.Id(1), SampleSnapshots.Organization, view);
        Shelf.Put(snapshot);
        await Push.ChangedAsync(snapshot, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>Sends the line as it is, which no client would do, and returns all that comes back.</summary>
    public async Task<string> RawAsync(string requestLine)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{requestLine}\r\nHost: {Address.Authority}\r\nConnection: close\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        Http.Dispose();
        _folder.Dispose();
    }
}
