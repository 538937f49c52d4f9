using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace StatusPage.Tests.Draining;

/// <summary>Visitors who ask for pages, one after the other, and staff who sign in now and then.</summary>
internal sealed class PageLoad(Uri address) : IAsyncDisposable
{
    private const int Visitors = 4;

    private static readonly string[] Paths = ["/s/northwind", "/status.txt", "/s/northwind/live.json", "/account/login"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    // Ten a minute are allowed.
    private static readonly TimeSpan BetweenSignIns = TimeSpan.FromSeconds(7);

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private Task _running = Task.CompletedTask;
    private int _answered;

    public int Answered => Volatile.Read(ref _answered);

    public IReadOnlyCollection<string> Failures => _failures;

    public PageLoad Start()
    {
        _running = Task.WhenAll(Enumerable.Range(0, Visitors).Select(VisitAsync).Append(SignInAsync()));
        return this;
    }

    public async Task StopAsync()
    {
        await _ended.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task VisitAsync(int visitor)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        for (var turn = visitor; !_ended.IsCancellationRequested; turn++)
        {
            var path = Paths[turn % Paths.Length];
            await TryAsync(path, () => http.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.OK);
            await WaitAsync(Pause);
        }
    }

    private async Task SignInAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            // A connection of its own each time: a proxy that is told of new nodes ends the idle ones, and a POST is not sent twice.
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
            http.DefaultRequestHeaders.ConnectionClose = true;
            await TryAsync(
                "POST /account/login",
                () => Fixtures.WebHost.LogInAsync(http, "owner@example.com", "correct horse battery"),
                HttpStatusCode.Redirect);
            await WaitAsync(BetweenSignIns);
        }
    }

    private async Task TryAsync(string what, Func<Task<HttpResponseMessage>> send, HttpStatusCode expected)
    {
        try
        {
            using var answer = await send();
            Interlocked.Increment(ref _answered);
            if (answer.StatusCode != expected)
            {
                _failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{what}: {(int)answer.StatusCode}"));
            }
        }
        catch (HttpRequestException failure)
        {
            _failures.Enqueue($"{what}: {failure.Message}");
        }
    }

    private async Task WaitAsync(TimeSpan pause) =>
        await Task.Delay(pause, TimeProvider.System, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
