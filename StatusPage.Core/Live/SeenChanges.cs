namespace StatusPage.Core.Live;

/// <summary>Which sets of changes have been heard already: the last few thousand. Safe from any thread.</summary>
internal sealed class SeenChanges
{
    // Whatever comes twice does so within two seconds; this is enough for thousands a second.
    private const int Kept = 8192;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _ids = new(Kept);
    private readonly Queue<Guid> _order = new(Kept);

    /// <summary>False when it was there.</summary>
    public bool Add(Guid id)
    {
        lock (_lock)
        {
            if (!_ids.Add(id))
            {
                return false;
            }

            if (_order.Count == Kept)
            {
                _ids.Remove(_order.Dequeue());
            }

            _order.Enqueue(id);
            return true;
        }
    }
}
