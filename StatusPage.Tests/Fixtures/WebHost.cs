using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Web;
using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Fixtures;

/// <summary>The real web process on a free port of loopback, with a database of its own and without jobs.</summary>
internal sealed partial class WebHost : IAsyncDisposable
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";

    private readonly string _folder;
    private readonly WebApplication _app;

    private WebHost(string folder, WebApplication app)
    {
        _folder = folder;
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<WebHost> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("statuspage-").FullName;
        var app = WebApp.Create(
            ["--urls", "http://127.0.0.1:0", $"--StatusPage:DataDirectory={folder}", "--StatusPage:RunJobs=false", "--Logging:LogLevel:Default=Error", .. settings]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<DatabaseReadiness>().Ready.WaitAsync(TestContext.Current.CancellationToken);
        return new WebHost(folder, app);
    }

    public static async Task<WebHost> StartSetUpAsync(params string[] settings)
    {
        var host = await StartAsync(settings);
        var setup = host.Services.GetRequiredService<ISetup>();
        var code = await setup.PendingCodeAsync(TestContext.Current.CancellationToken);
        await setup.RunAsync(
            code!, new SetupRequest(Email, Password, Organization: null, "Acme", Slug: null, FirstAddress: null), host.Address.ToString(), TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<SetupState>().MarkDone();
        return host;
    }

    /// <summary>A browser of its own, with its own cookies; does not follow redirects.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Opens a form and sends it back with these fields.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        var token = Token().Match(html).Groups["value"].Value;
        using var content = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await browser.PostAsync(new Uri(action, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> LogInAsync(HttpClient browser, string email, string password, string returnUrl = "") => SendFormAsync(
        browser, "/account/login", "/account/login", ("email", email), ("password", password), ("returnUrl", returnUrl));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
