using System.Collections.Concurrent;

namespace StatusPage.Tests.Rig;

/// <summary>Visitors of the public page: one request after the other at each of these addresses, from when it is made until it is asked for the result.</summary>
internal sealed class PageReader : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<TimeSpan> _times = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _reading;

    public PageReader(IEnumerable<Uri> addresses) => _reading = Task.WhenAll(addresses.Select(address => Task.Run(() => ReadAsync(address))));

    public int Count => _times.Count;

    /// <summary>Of all requests since the last call, none of which failed: how long 99 of 100 took at the most.</summary>
    public TimeSpan P99()
    {
        Assert.Empty(_failures);
        List<TimeSpan> times = [];
        while (_times.TryDequeue(out var time))
        {
            times.Add(time);
        }

        Assert.NotEmpty(times);
        times.Sort();
        return times[(int)((times.Count - 1) * 0.99)];
    }

    /// <summary>Waits until that many more pages were read.</summary>
    public async Task ReadMoreAsync(int pages)
    {
        for (var until = Count + pages; Count < until && _failures.IsEmpty;)
        {
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(Uri address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address };
        while (!_stop.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                using var answer = await client.GetAsync("/s/northwind", _stop.Token);
                answer.EnsureSuccessStatusCode();
                _times.Enqueue(TimeProvider.System.GetElapsedTime(started));
                await Task.Delay(Pause, TimeProvider.System, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException failure)
            {
                _failures.Enqueue($"{address}: {failure.Message}");
                return;
            }
        }
    }
}
