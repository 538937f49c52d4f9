namespace StatusPage.Jobs.Probing;

/// <summary>A check that this node has claimed and not finished. Disposed by whoever runs it.</summary>
internal sealed class RunningCheck : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _lost;
    private bool _over;

    /// <param name="leasedAt">Taken before the database was asked, so that its lease lasts at least as long as is thought here.</param>
    public RunningCheck(DueCheck check, long leasedAt, CancellationToken abandon)
    {
        Check = check;
        ClaimedAt = leasedAt;
        LeasedAt = leasedAt;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        Lost = _lost.Token;
    }

    public DueCheck Check { get; }

    public long ClaimedAt { get; }

    /// <summary>When the lease was last asked for.</summary>
    public long LeasedAt
    {
        get => Interlocked.Read(ref field);
        set => Interlocked.Exchange(ref field, value);
    }

    /// <summary>Whether the last renewal did not find it. Once may be because it was finished at that moment.</summary>
    public bool WasMissed { get; set; }

    /// <summary>Cancelled when the result will not be wanted: the check is another node's by now, or this node ends.</summary>
    public CancellationToken Lost { get; }

    public void Lose()
    {
        lock (_lock)
        {
            if (!_over)
            {
                _lost.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
            _lost.Dispose();
        }
    }
}
