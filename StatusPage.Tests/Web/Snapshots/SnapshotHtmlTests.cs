using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Snapshots;

public sealed class SnapshotHtmlTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public static TheoryData<string> States => ["ok", "one", "all", "empty", "many"];

    public void Dispose() => _services.Dispose();

    [Theory]
    [MemberData(nameof(States))]
    public async Task RenderAsync_AnyState_KeepsWithinTheContentSecurityPolicy(string state)
    {
        var html = await RenderAsync(View(state));

        var scripts = Regex.Matches(html, "<script[^>]*>(?<text>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, Patience);
        Assert.Equal("", Assert.Single(scripts).Groups["text"].Value);
        Assert.DoesNotMatch(new Regex(@"<[^>]*\s(style|on[a-z]+)=", RegexOptions.ExplicitCapture, Patience), html);
        Assert.DoesNotMatch(new Regex("(src|action)=\"(https?:)?//", RegexOptions.ExplicitCapture, Patience), html);
        Assert.DoesNotContain("url(", PageStyle.Css, StringComparison.Ordinal);
        var style = Regex.Match(html, "<style>(?<text>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, Patience).Groups["text"].Value;
        Assert.Equal(PageStyle.CspHash, "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))));
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task RenderAsync_AnyState_GivesEveryIdOnce(string state)
    {
        var html = await RenderAsync(View(state));

        var ids = Regex.Matches(html, "\\sid=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, Patience).Select(match => match.Groups["id"].Value).ToList();

        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task RenderAsync_HostileNames_AreEncodedEverywhere()
    {
        const string Hostile = "\"><script>alert(1)</script>";
        var component = PageViews.Component(1, ComponentStatus.MajorOutage, Hostile) with { Description = Hostile, Link = "javascript:alert(1)" };
        var html = await RenderAsync(PageViews.Page(
            headline: Hostile,
            detail: Hostile,
            groups: [new GroupView(PageViews.Id(5), Hostile, CollapseRule.AlwaysOpen, ComponentStatus.MajorOutage, [component])],
            open: [PageViews.Incident(900, Hostile, Impact.Critical)],
            name: Hostile));

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one", 15_000)]
    [InlineData("many", 40_000)]
    public async Task RenderAsync_CompressedWithScript_StaysWithinItsBudget(string state, int budget)
    {
        var html = await RenderAsync(View(state));

        Assert.InRange(Compressed(Encoding.UTF8.GetBytes(html)) + Compressed(PageScript.Bytes.ToArray()), 1, budget);
        Assert.InRange(Compressed(PageScript.Bytes.ToArray()), 1, 6_000);
    }

    [Fact]
    public async Task RenderAsync_Stale_ShowsTheNoticeWithItsTime()
    {
        var html = new SnapshotHtml(_services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance);

        var stale = await html.RenderAsync(PageViews.OneBroken(), "/s/demo", stale: true, PageViews.Noon);
        var fresh = await html.RenderAsync(PageViews.OneBroken(), "/s/demo", stale: false, asOf: null);

        Assert.Contains("<p class=\"notice\" id=\"stale\">We have not heard from our servers since <time datetime=\"2026-11-23T12:00:00Z\" data-f=\"ago\">23 Nov, 13:00</time>", stale, StringComparison.Ordinal);
        Assert.Contains("id=\"stale\" hidden", fresh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_SeveralAtOnce_GivesTheSameBytes()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RenderAsync(PageViews.OneBroken()))));

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RenderAsync_Many_FoldsGroupsWithoutProblemsAndPutsProblemsFirst()
    {
        var html = await RenderAsync(PageViews.Many());

        Assert.Equal(2, Regex.Count(html, "<details class=\"g card\"[^>]* open", RegexOptions.None, Patience));
        Assert.Equal(400, Regex.Count(html, "<li class=\"c\"", RegexOptions.None, Patience));
        Assert.StartsWith($"c-{PageViews.Id(1045)}", html[(html.IndexOf("<li class=\"c\" id=\"", StringComparison.Ordinal) + 18)..], StringComparison.Ordinal);
    }

    private static PageView View(string state) => state switch
    {
        "one" => PageViews.OneBroken(),
        "all" => PageViews.AllBroken(),
        "empty" => PageViews.Empty(),
        "many" => PageViews.Many(),
        _ => PageViews.Page(),
    };

    private static int Compressed(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        return (int)buffer.Length;
    }

    private Task<string> RenderAsync(PageView view) =>
        new SnapshotHtml(_services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance).RenderAsync(view, "/s/demo", stale: false, asOf: null);
}
