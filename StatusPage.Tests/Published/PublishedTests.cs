using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Published;

/// <summary>Both executables as they are deployed: published into one folder, started from somewhere else, with nothing said that need not be.</summary>
[Trait("Category", "Process")]
public sealed class PublishedTests(PublishedFolder published) : IDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly TempFolder _data = new();
    private readonly TempFolder _elsewhere = new();

    public void Dispose()
    {
        _data.Dispose();
        _elsewhere.Dispose();
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br, gzip")]
    public async Task Web_EveryStaticAsset_IsThere(string acceptEncoding)
    {
        await using var app = await StartWebAsync();
        var assets = await AssetsAsync();

        var wrong = new List<string>();
        foreach (var (route, contentType) in assets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/{route}", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
            using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK || body.Length == 0 || answer.Content.Headers.ContentType?.ToString() != contentType)
            {
                wrong.Add($"{route}: {(int)answer.StatusCode}, {body.Length} bytes, {answer.Content.Headers.ContentType} in place of {contentType}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Web_StaticAssets_HaveWhatTheStaffSideNeeds()
    {
        var assets = await AssetsAsync();

        Assert.Equal("text/javascript", assets["_framework/blazor.web.js"]);
        Assert.Equal("text/css", assets["_content/MudBlazor/MudBlazor.min.css"]);
        Assert.Equal("text/javascript", assets["_content/MudBlazor/MudBlazor.min.js"]);
    }

    [Fact]
    public async Task Web_OutputCannotBeWritten_ServesAllTheSame()
    {
        await using var app = AppProcess.StartUnheard(Path.Combine(await published.PathAsync(), "StatusPage.Web.dll"), _elsewhere.Path, _data.Path);
        await app.ReadyAsync(TestContext.Current.CancellationToken);

        // The last thing that is done before it is said where to go.
        await app.UntilAsync(
            () => Task.FromResult(new EmbeddedData(_data).Scalar("SELECT count(*) FROM installation") is 1L), "the setup code", TestContext.Current.CancellationToken);

        Assert.Equal(0, await app.StopAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("StatusPage.Web.dll")]
    [InlineData("StatusPage.Jobs.dll")]
    public async Task Terminated_WhileItStillWaitsForTheDatabase_EndsWithoutAFailure(string dll)
    {
        await using var app = AppProcess.StartFrom(
            Path.Combine(await published.PathAsync(), dll),
            _elsewhere.Path,
            _data.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Database"] = "Host=127.0.0.1;Port=1;Username=nobody" });
        await app.LineAsync(line => line.Contains("cannot be brought up to date", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(0, await app.StopAsync(TestContext.Current.CancellationToken));

        Assert.DoesNotContain(app.Output, line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Web_Terminated_EndsWellInTime()
    {
        await using var app = await StartWebAsync();
        var told = Stopwatch.GetTimestamp();

        var code = await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, LongestStop);
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Web_Started_WritesOnlyToItsDataDirectory()
    {
        await using var app = await StartWebAsync();

        Assert.True(File.Exists(_data.PathOf("statuspage.db")));
        Assert.Empty(Directory.GetFileSystemEntries(_elsewhere.Path));
        Assert.False(Directory.Exists(Path.Combine(await published.PathAsync(), "data")));
    }

    [Theory]
    [InlineData("ConnectionStrings__Database", "nonsense", "ConnectionStrings:Database")]
    [InlineData("ConnectionStrings__Database", "Host=127.0.0.1;Nonsense=1", "ConnectionStrings:Database")]
    [InlineData("StatusPage__AllowedPrivateNetworks", "10.0.0.0/99", "StatusPage:AllowedPrivateNetworks")]
    [InlineData("StatusPage__AllowPrivateTargets", "perhaps", "StatusPage:AllowPrivateTargets")]
    [InlineData("StatusPage__Location", "not a location", "StatusPage:Location")]
    [InlineData("StatusPage__RunJobs", "perhaps", "StatusPage:RunJobs")]
    public async Task Web_WrongSetting_IsOneLineThatNamesIt(string variable, string value, string key)
    {
        await using var app = await StartAsync("StatusPage.Web.dll", new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value });

        await AssertRefusedAsync(app, key);
    }

    [Theory]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("127.0.0.1:nothing")]
    public async Task Web_WrongAddress_IsOneLineThatNamesIt(string urls)
    {
        await using var app = await StartAsync("StatusPage.Web.dll", environment: null, "--urls", urls);

        await AssertRefusedAsync(app, "urls");
    }

    [Fact]
    public async Task Web_PortTaken_IsOneLineThatNamesIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var app = await StartAsync("StatusPage.Web.dll", environment: null, "--urls", $"http://127.0.0.1:{port}");

        await AssertRefusedAsync(app, port);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ConnectionStrings__Database", "Data Source=somewhere.db")]
    public async Task Jobs_WithSqlite_IsOneLineThatNamesTheDatabase(string variable, string value)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (variable.Length > 0)
        {
            environment[variable] = value;
        }

        await using var worker = await StartAsync("StatusPage.Jobs.dll", environment);

        await AssertRefusedAsync(worker, "ConnectionStrings:Database");
    }

    [Fact]
    public async Task Jobs_WrongSetting_IsOneLineThatNamesIt()
    {
        await using var worker = await StartAsync(
            "StatusPage.Jobs.dll", new Dictionary<string, string>(StringComparer.Ordinal) { ["StatusPage__AllowedPrivateNetworks"] = "everything" });

        await AssertRefusedAsync(worker, "StatusPage:AllowedPrivateNetworks");
    }

    [Theory]
    [InlineData("--urls", "garbage", "urls")]
    [InlineData("--urls", "https://127.0.0.1:5443", "urls")]
    [InlineData("--urls", "http://192.0.2.1:5080", "urls")]
    [InlineData("--http_ports", "x", "http_ports")]
    public async Task Jobs_WrongAddress_IsOneLineThatNamesIt(string key, string value, string named)
    {
        var database = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Database"] = "Host=127.0.0.1;Port=1" };
        await using var worker = await StartAsync("StatusPage.Jobs.dll", database, key, value);

        await AssertRefusedAsync(worker, named);
    }

    private static async Task AssertRefusedAsync(AppProcess app, string named)
    {
        var code = await app.ExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains(named, Assert.Single(app.Errors), StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    private async Task<AppProcess> StartWebAsync()
    {
        var app = await StartAsync("StatusPage.Web.dll", environment: null);
        await app.ReadyAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private async Task<AppProcess> StartAsync(string dll, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        AppProcess.StartFrom(Path.Combine(await published.PathAsync(), dll), _elsewhere.Path, _data.Path, environment, arguments);

    private async Task<SortedDictionary<string, string>> AssetsAsync()
    {
        await using var file = File.OpenRead(Path.Combine(await published.PathAsync(), "StatusPage.Web.staticwebassets.endpoints.json"));
        using var manifest = await JsonDocument.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        var assets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var endpoint in manifest.RootElement.GetProperty("Endpoints").EnumerateArray())
        {
            assets[endpoint.GetProperty("Route").GetString()!] = endpoint.GetProperty("ResponseHeaders").EnumerateArray()
                .Single(header => header.GetProperty("Name").GetString() == "Content-Type").GetProperty("Value").GetString()!;
        }

        return assets;
    }
}
