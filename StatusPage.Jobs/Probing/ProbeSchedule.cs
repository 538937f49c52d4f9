using StatusPage.Core;
using StatusPage.Core.Locations;
using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs.Probing;

/// <summary>When the jobs of this folder run.</summary>
internal sealed class ProbeSchedule(ILocations locations, NodeOptions node) : ITriggerSource
{
    // Four looks a second: a check is late by an eighth of a second on average, and a node that dies with one of them leaves three.
    private const int FewestSweeps = 4;

    // A node reserves the next sweep before it is due. With fewer there would be nodes without one, or one that reserves the silence job instead.
    private const int SweepsPerNode = 2;
    private const int MostSweeps = 64;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceEvery = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<WantedTrigger>> WantedAsync(CancellationToken cancellationToken)
    {
        var known = await locations.AllAsync(cancellationToken);
        foreach (var location in known)
        {
            SchedulerTelemetry.SetLiveNodes(location.Name, location.LiveNodes);
        }

        var live = known.Where(location => location.LiveNodes > 0).ToDictionary(
            location => location.Name, location => location.LiveNodes, StringComparer.Ordinal);

        // It asks, so it is alive, whatever has become of its reports.
        live.TryAdd(node.Location, 1);
        return
        [
            .. live.OrderBy(location => location.Key, StringComparer.Ordinal).SelectMany(location => Sweeps(location.Key, location.Value)),
            new WantedTrigger("silence", typeof(SilenceJob), "silence", SilenceEvery) { FromCompletion = true },
        ];
    }

    internal static IEnumerable<WantedTrigger> Sweeps(string location, int nodes) =>
        Enumerable.Range(0, Math.Clamp(nodes * SweepsPerNode, FewestSweeps, MostSweeps)).Select(index =>
            new WantedTrigger("probe-sweep", typeof(ProbeSweepJob), $"probe-sweep-{location}-{index}", SweepEvery)
            {
                Location = location,
                Offset = SweepEvery * Spread(index),
            });

    // 0, 1/2, 1/4, 3/4, 1/8 and so on: any number of them lies about evenly, and one more moves none of the others.
    private static double Spread(int index)
    {
        var (share, place) = (0.0, 0.5);
        for (var rest = index; rest > 0; rest >>= 1)
        {
            share += (rest & 1) * place;
            place /= 2;
        }

        return share;
    }
}
