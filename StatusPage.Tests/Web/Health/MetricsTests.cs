using System.Net;
using System.Text.RegularExpressions;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Health;

/// <summary>The metrics of real processes, and the list of them in docs/metrics.txt.</summary>
[Trait("Category", "Process")]
public sealed partial class MetricsTests(PublishedFolder published)
{
    private const string Later = "(after the first)";

    private static readonly string[] LookedAtNowAndThen = ["statuspage_outbox_oldest_seconds{", "statuspage_locations_live_nodes{"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_OfAProcessThatDoesEverything_AreThoseOfTheList()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", Token);
        var scraped = "";

        // What is looked at now and then is there after the first look.
        await app.UntilAsync(
            async () => Array.TrueForAll(LookedAtNowAndThen, (scraped = await ScrapeAsync(app)).Contains), "what is looked at now and then", Token);

        var listed = (await File.ReadAllLinesAsync(Repository.PathOf("docs", "metrics.txt"), Token)).Where(line => line.StartsWith("statuspage_", StringComparison.Ordinal)).ToList();
        var said = TypeLine().Matches(scraped).Select(match => $"{match.Groups["name"].Value} {match.Groups["type"].Value}").Order(StringComparer.Ordinal).ToList();
        Assert.Empty(said.Except(listed.Select(NameAndType)));
        Assert.Empty(listed.Where(line => !line.Contains(Later, StringComparison.Ordinal)).Select(NameAndType).Except(said));
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.DoesNotContain("northwind", scraped, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/metrics", scraped, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", scraped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_PassedOnByAProxy_AreNotThere()
    {
        using var folder = new TempFolder();
        await using var app = AppProcess.Start(folder.Path, environment: null, "--StatusPage:RunJobs=false", "--StatusPage:KnownProxies=127.0.0.0/8");
        await app.ReadyAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");

        using var passed = await app.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, passed.StatusCode);
        Assert.Contains("process_", await ScrapeAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WithTheTokenOfTheSetup_AreThereFromElsewhere()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        var token = new string('t', 40);
        await using var app = AppProcess.Start(
            folder.Path, new Dictionary<string, string>(AppProcess.SetUpWith(target.Address), StringComparer.Ordinal) { ["Setup__ApiToken"] = token });
        await app.ShowsAsync("operational", Token);

        Assert.Equal(HttpStatusCode.OK, await AskFromElsewhereAsync(app, token));
        Assert.Equal(HttpStatusCode.NotFound, await AskFromElsewhereAsync(app, new string('u', 40)));
    }

    [Fact]
    public async Task Metrics_OfAWorkerWithoutADatabase_AreThere()
    {
        using var folder = new TempFolder();
        await using var app = AppProcess.StartFrom(
            Path.Combine(await published.PathAsync(), "StatusPage.Jobs.dll"), folder.Path, folder.Path, environment: null,
            "--ConnectionStrings:Database", $"Host=127.0.0.1;Port={Ports.Next()};Username=nobody");

        await app.UntilAsync(async () => (await ScrapeAsync(app)).Contains("dotnet_", StringComparison.Ordinal), "metrics", Token);
    }

    private static async Task<HttpStatusCode> AskFromElsewhereAsync(AppProcess app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await app.Http.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static Task<string> ScrapeAsync(AppProcess app) => app.Http.GetStringAsync("/metrics", Token);

    private static string NameAndType(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    [GeneratedRegex("^# TYPE (?<name>statuspage_[a-z_]+) (?<type>[a-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeLine();
}
