using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>Nodes that are slow because others use the processors keep what they have.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class StarvationTests(PostgresServer server) : SharedJobsTests(server)
{
    private readonly ConcurrentQueue<double> _gaps = new();
    private readonly ConcurrentQueue<long> _lost = new();

    [Fact]
    public async Task Renewals_WhileEveryProcessorIsBusy_ComeBeforeTheLeasesEnd()
    {
        using var listener = Listen();
        var nodes = new[] { AddNode(), AddNode() };
        foreach (var node in nodes)
        {
            node.Takes = TimeSpan.FromSeconds(9);
            await node.StartAsync();
        }

        await AddMonitorsAsync(20, everySeconds: 15, timeoutMs: 30_000);
        var busy = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => KeepBusy()).ToList();
        try
        {
            await UntilAsync(async () => await ScalarAsync<long>("SELECT count(*) FROM check_results") >= 40, "two rounds of long checks");
        }
        finally
        {
            busy.ForEach(process => process.Kill(entireProcessTree: true));
        }

        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        var gaps = _gaps.Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{gaps.Count} renewals, p50 {gaps[gaps.Count / 2]:0.00} s, p99 {gaps[gaps.Count * 99 / 100]:0.00} s, longest {gaps[^1]:0.00} s, leases lost {_lost.Sum()}"));
        Assert.Equal(0, _lost.Sum());
    }

    // Ends by itself, should this process be killed.
    private static Process KeepBusy() => Process.Start(new ProcessStartInfo("timeout", ["100", "sh", "-c", "while :; do :; done"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }) ?? throw new InvalidOperationException("The busy loop did not start.");

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name is "statuspage.leases.renewal_gap" or "statuspage.leases.lost")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, gap, _, _) => _gaps.Enqueue(gap));
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => _lost.Enqueue(count));
        listener.Start();
        return listener;
    }
}
