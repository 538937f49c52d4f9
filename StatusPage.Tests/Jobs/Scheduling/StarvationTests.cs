using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>Nodes that are slow because others use the processors keep what they have.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class StarvationTests(PostgresServer server) : SharedJobsTests(server), IDisposable
{
    private readonly ConcurrentQueue<double> _gaps = new();
    private readonly ConcurrentQueue<long> _lost = new();
    private readonly List<Process> _busy = [];
    private readonly MeterListener _listener = new();

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var busy in _busy)
        {
            busy.Kill();
            busy.Dispose();
        }
    }

    [Fact]
    public async Task Renewals_WhileEveryProcessorIsBusy_ComeBeforeTheLeasesEnd()
    {
        Listen();
        var nodes = new[] { AddNode(), AddNode() };
        foreach (var node in nodes)
        {
            node.Takes = TimeSpan.FromSeconds(9);
            await node.StartAsync();
        }

        for (var processor = 0; processor < Environment.ProcessorCount; processor++)
        {
            _busy.Add(Process.Start("sh", ["-c", "while :; do :; done"]));
        }

        await AddMonitorsAsync(20, everySeconds: 15, timeoutMs: 30_000);

        await UntilAsync(async () => await ScalarAsync<long>("SELECT count(*) FROM check_results") >= 40, "two rounds of long checks");
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        var gaps = _gaps.Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{gaps.Count} renewals, p50 {gaps[gaps.Count / 2]:0.00} s, p99 {gaps[gaps.Count * 99 / 100]:0.00} s, longest {gaps[^1]:0.00} s, leases lost {_lost.Sum()}"));
        Assert.Equal(0, _lost.Sum());
    }

    private void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "statuspage.leases.renewal_gap" or "statuspage.leases.lost")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, gap, _, _) => _gaps.Enqueue(gap));
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => _lost.Enqueue(count));
        _listener.Start();
    }
}
