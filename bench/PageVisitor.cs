using System.Collections.Concurrent;
using System.Diagnostics;

namespace StatusPage.Bench;

/// <summary>
/// Asks for a page again and again, a little apart, and notes how long it took. On a thread of its own: what the viewers of the same process have to do
/// would else be measured, too.
/// </summary>
internal sealed class PageVisitor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<TimeSpan> _times = new();
    private readonly Task _visiting;
    private int _failed;

    public PageVisitor(Uri page) =>
        _visiting = Task.Factory.StartNew(() => Visit(page), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Of all visits since the last call; the times are in milliseconds.</summary>
    public (int Count, double Median, double P99) Take()
    {
        List<double> times = [];
        while (_times.TryDequeue(out var time))
        {
            times.Add(time.TotalMilliseconds);
        }

        times.Sort();
        return times.Count == 0 ? default : (times.Count, times[times.Count / 2], times[(int)((times.Count - 1) * 0.99)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _visiting;
        _stop.Dispose();
    }

    private void Visit(Uri page)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        do
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                using var answer = http.Send(request);
                answer.EnsureSuccessStatusCode();
                _times.Enqueue(Stopwatch.GetElapsedTime(started));
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _failed);
            }
        }
        while (!_stop.Token.WaitHandle.WaitOne(Pause));
    }
}
