using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>People who try to log in to one Web, each from an address of its own: none is let in without asking the database.</summary>
internal sealed partial class LoginCrowd : IDisposable
{
    private readonly HttpClient _browser;
    private readonly string _token;
    private int _people;

    private LoginCrowd(HttpClient browser, string token)
    {
        _browser = browser;
        _token = token;
    }

    /// <summary>Opens the form, which needs a database that answers.</summary>
    public static async Task<LoginCrowd> AtAsync(ClusterNode web)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = web.Address,
        };
        var form = await browser.GetStringAsync("/account/login", TestContext.Current.CancellationToken);
        return new LoginCrowd(browser, Token().Match(form).Groups["value"].Value);
    }

    /// <summary>So many at once: what they were told, and when the last one was.</summary>
    public async Task<(IReadOnlyList<HttpStatusCode> Statuses, TimeSpan Longest)> TryAsync(int people)
    {
        var started = TimeProvider.System.GetTimestamp();
        var statuses = await Task.WhenAll(Enumerable.Range(0, people).Select(_ => TryOnceAsync()));
        return (statuses, TimeProvider.System.GetElapsedTime(started));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<HttpStatusCode> TryOnceAsync()
    {
        var person = Interlocked.Increment(ref _people);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", _token), new("email", "nobody@example.com"), new("password", "guess")]),
        };
        request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"10.0.{person / 250}.{person % 250}"));
        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is not HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is not null);
        return answer.StatusCode;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
