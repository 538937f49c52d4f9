using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>A check that arrived.</summary>
internal sealed record Visit(string Path, DateTimeOffset At);

/// <summary>What a cluster watches: every path of it is a service, and it notes who asks. Safe from any thread.</summary>
internal sealed class CheckTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Visit> _visits = new();
    private int _here;
    private int _mostAtOnce;

    public CheckTarget()
    {
        Address = new Uri($"http://127.0.0.1:{Ports.Next().ToString(CultureInfo.InvariantCulture)}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; }

    /// <summary>False: it answers, and says that it cannot serve.</summary>
    public bool IsWell { get; set; } = true;

    /// <summary>How long it takes for an answer.</summary>
    public TimeSpan Delay { get; set; }

    public IReadOnlyCollection<Visit> Visits => _visits;

    /// <summary>Checks that are waiting for their answer.</summary>
    public int Here => _here;

    /// <summary>The largest number of checks that were here at the same time since <see cref="Forget"/>.</summary>
    public int MostAtOnce => _mostAtOnce;

    public Task StartAsync() => _app.StartAsync(TestContext.Current.CancellationToken);

    public void Forget()
    {
        _visits.Clear();
        _mostAtOnce = 0;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        _visits.Enqueue(new Visit(http.Request.Path, TimeProvider.System.GetUtcNow()));
        var here = Interlocked.Increment(ref _here);
        for (var most = _mostAtOnce; here > most; most = _mostAtOnce)
        {
            Interlocked.CompareExchange(ref _mostAtOnce, here, most);
        }

        try
        {
            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, TimeProvider.System, http.RequestAborted);
            }

            http.Response.StatusCode = IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsync(IsWell ? "ok" : "not well", http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked was killed meanwhile.
        }
        finally
        {
            Interlocked.Decrement(ref _here);
        }
    }
}
