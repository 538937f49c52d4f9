using System.Diagnostics;
using System.Globalization;

namespace StatusPage.Bench;

/// <summary>
/// Many viewers of one node, which is killed: how soon the other one has them all. Nothing stands in front of the nodes, so what is measured is the
/// node; the viewers know at once where to go, as they do behind a proxy that passes over a node that is gone.
/// </summary>
internal sealed class ReconnectBench(BenchServer server, BenchOptions options)
{
    private const double MostShare = 0.95;
    private const double FastPage = 100;

    private static readonly TimeSpan MostLive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AllLive = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    // Of those who come at first: nobody measures that.
    private const int AtOnce = 100;

    private readonly int _many = options.IsQuick ? Math.Min(options.Viewers, 200) : options.Viewers;

    /// <summary>Whether all came back in time.</summary>
    public async Task<bool> RunAsync()
    {
        await using var dies = await WebNode.StartAsync(server.ConnectionString);
        await using var lives = await WebNode.StartAsync(server.ConnectionString);
        var place = dies.Place;
        using var over = new CancellationTokenSource();
        var viewers = Enumerable.Range(0, _many).Select(seed => new Viewer(() => Volatile.Read(ref place), seed)).ToList();
        var watching = new List<Task>();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reconnect {_many:N0} viewers of one of two nodes, which is killed"));
        foreach (var some in viewers.Chunk(AtOnce))
        {
            watching.AddRange(some.Select(viewer => viewer.RunAsync(over.Token)));
            await UntilAsync(() => Array.TrueForAll(some, viewer => viewer.IsLive), LongestStart);
        }

        var before = lives.Memory;
        await using var visitor = new PageVisitor(lives.Page);
        await Task.Delay(Quiet, TimeProvider.System);
        var usual = visitor.Take();

        // Those who were late at first have been refused or have failed before; only what follows counts.
        var (refused, failed) = (viewers.Sum(viewer => viewer.Refused), viewers.Sum(viewer => viewer.Failed));
        Volatile.Write(ref place, lives.Place);
        await dies.KillAsync();
        var lost = Stopwatch.GetTimestamp();
        var came = await FollowAsync(viewers, lost);
        var meanwhile = visitor.Take();

        Say(came, viewers.Sum(viewer => viewer.Refused) - refused, viewers.Sum(viewer => viewer.Failed) - failed);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pages     {meanwhile.Count:N0} meanwhile, median {meanwhile.Median:0.0} ms, p99 {meanwhile.P99:0.0} ms (limit {FastPage:0} ms; before {usual.P99:0.0} ms), {visitor.Failed} failed"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory    {(lives.Memory - before) / 1024.0 / _many:0.0} KB a viewer"));
        await over.CancelAsync();
        await Task.WhenAll(watching);
        return (options.IsQuick || came.Soon >= MostShare) && came.All <= AllLive && visitor.Failed == 0;
    }

    private async Task<(double Soon, TimeSpan? Most, TimeSpan? All)> FollowAsync(List<Viewer> viewers, long lost)
    {
        var (soon, most, all) = (0.0, (TimeSpan?)null, (TimeSpan?)null);
        while (all is null && Stopwatch.GetElapsedTime(lost) < AllLive * 2)
        {
            await Task.Delay(Look, TimeProvider.System);
            var (live, since) = (viewers.Count(viewer => viewer.IsBack), Stopwatch.GetElapsedTime(lost));
            most ??= live >= _many * MostShare ? since : null;
            all = live == _many ? since : null;
            soon = since <= MostLive ? (double)live / _many : soon;
        }

        return (soon, most, all);
    }

    private static void Say((double Soon, TimeSpan? Most, TimeSpan? All) came, int refused, int failed)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live      {came.Soon:0.00 %} within {MostLive.TotalSeconds:0} s (limit {MostShare:0 %})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"          {MostShare:0 %} after {Seconds(came.Most)}, all after {Seconds(came.All)} (limit {AllLive.TotalSeconds:0} s)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tries     {refused:N0} were told to come later, {failed:N0} came to nothing"));
    }

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.0} s") : "never";

    private static async Task UntilAsync(Func<bool> condition, TimeSpan longest)
    {
        for (var started = Stopwatch.GetTimestamp(); !condition() && Stopwatch.GetElapsedTime(started) < longest;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
