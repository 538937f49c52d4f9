using System.Diagnostics;
using System.Globalization;
using StatusPage.Core.Notifications;

namespace StatusPage.Bench;

/// <summary>
/// An update of which many are told by mail: how long whoever posts it waits, how long others wait who post meanwhile, and when each mail has been
/// handed over. The time of a mail server is not in it: here each mail is taken in at once.
/// </summary>
internal sealed class FanoutBench(BenchServer server, BenchOptions options)
{
    private const int Few = 10;
    private const int Posts = 9;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // More than the noise of two cores that do something else as well.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(100);

    private readonly int _many = options.IsQuick ? 500 : 10_000;

    /// <summary>Whether posting takes no longer for many than for few, and all were handed over once.</summary>
    public async Task<bool> RunAsync() => await RunAsync("PostgreSQL", server.ConnectionString) & await RunAsync("SQLite", connectionString: null);

    private async Task<bool> RunAsync(string database, string? connectionString)
    {
        await using var node = new BenchNode(connectionString, number: 9);
        await node.Database.MigrateAsync(CancellationToken.None);
        await node.StartOutboxAsync();
        var (small, large) = (await new Audience(node, Few).SaveAsync(), await new Audience(node, _many).SaveAsync());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fan-out   {database}, an update that {_many:N0} are told of, beside one for {Few}"));

        // The first of anything is slower.
        await PostsAsync(small, isTold: false);
        var few = await PostsAsync(small, isTold: false);
        var many = await PostsAsync(large, isTold: false);
        Say(few, $"posting, {Few} subscribers (median of {Posts})");
        Say(many, string.Create(CultureInfo.InvariantCulture, $"posting, {_many:N0} subscribers"));
        Say(await TimeAsync(() => node.Get<IMailQueries>().AudienceAsync(large.Organization, large.Incident, [], CancellationToken.None)), "counting beforehand who would be told");

        var started = Stopwatch.GetTimestamp();
        Say(await TimeAsync(() => large.PostAsync(isTold: true)), "posting the one that is told");
        var isRight = await FollowAsync(node, small, large, started);
        if (!options.IsQuick && many > (few * 2) + Noise)
        {
            Console.WriteLine("FAILED    posting takes longer the more are told");
            isRight = false;
        }

        return isRight;
    }

    private async Task<bool> FollowAsync(BenchNode node, Audience small, Audience large, long started)
    {
        var (prepared, meanwhile, counts) = ((TimeSpan?)null, new List<TimeSpan>(), default(MailCounts));
        while (counts is null || counts.IsPreparing || counts.Waiting > 0)
        {
            counts = (await node.Get<IMailQueries>().CountsAsync(large.Organization, large.Incident, CancellationToken.None)).Values.FirstOrDefault(one => one.Sent + one.Waiting > 0 || one.IsPreparing);
            prepared ??= counts is { IsPreparing: false } ? Stopwatch.GetElapsedTime(started) : null;
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                break;
            }

            meanwhile.Add(await TimeAsync(() => small.PostAsync(isTold: false)));
            await Task.Delay(Look, TimeProvider.System);
        }

        var all = Stopwatch.GetElapsedTime(started);
        meanwhile.Sort();
        Say(meanwhile[meanwhile.Count / 2], FormattableString.Invariant($"posting by somebody else meanwhile (median of {meanwhile.Count}; longest {meanwhile[^1].TotalMilliseconds:N0} ms)"));
        Say(prepared ?? Longest, "until each reader had a delivery of their own");
        Say(all, FormattableString.Invariant($"until each was claimed, handed over and marked ({_many / all.TotalSeconds:N0} a second)"));
        var handed = node.Handed;
        if (counts?.Sent != _many || handed != _many)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FAILED    {handed:N0} were handed over and {counts?.Sent:N0} marked"));
            return false;
        }

        return true;
    }

    private static async Task<TimeSpan> PostsAsync(Audience audience, bool isTold)
    {
        var times = new List<TimeSpan>();
        for (var post = 0; post < Posts; post++)
        {
            times.Add(await TimeAsync(() => audience.PostAsync(isTold)));
        }

        times.Sort();
        return times[Posts / 2];
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Say(TimeSpan time, string what) => Console.WriteLine(time < TimeSpan.FromSeconds(1)
        ? FormattableString.Invariant($"{time.TotalMilliseconds,10:N1} ms  {what}")
        : FormattableString.Invariant($"{time.TotalSeconds,10:N1} s   {what}"));
}
