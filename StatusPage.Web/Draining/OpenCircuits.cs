using System.Collections.Concurrent;

namespace StatusPage.Web.Draining;

/// <summary>The pages of the staff side that are connected to this node.</summary>
internal sealed class OpenCircuits : IMovable
{
    private readonly ConcurrentDictionary<TrackedCircuit, byte> _open = new();
    private readonly Lock _asking = new();
    private TimeSpan? _asked;

    public int Awaited => _open.Count;

    /// <summary>Whoever comes when all are on their way out is asked at once.</summary>
    public async Task AddAsync(TrackedCircuit circuit)
    {
        TimeSpan? asked;
        lock (_asking)
        {
            _open[circuit] = 0;
            asked = _asked;
        }

        if (asked is { } spread)
        {
            await circuit.AskToMoveAsync(spread);
        }
    }

    public void Remove(TrackedCircuit circuit) => _open.TryRemove(circuit, out _);

    public Task AskToMoveAsync(TimeSpan spread)
    {
        ICollection<TrackedCircuit> here;
        lock (_asking)
        {
            _asked = spread;
            here = _open.Keys;
        }

        return Task.WhenAll(here.Select(circuit => circuit.AskToMoveAsync(spread)));
    }
}
