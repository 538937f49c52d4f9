namespace StatusPage.Jobs.Probing;

/// <summary>The places for checks that run at the same time. Safe from any thread.</summary>
internal sealed class SlotPool(int size)
{
    private readonly Lock _lock = new();
    private int _used;
    private TaskCompletionSource? _empty;

    public int Size => size;

    public int Free
    {
        get
        {
            lock (_lock)
            {
                return size - _used;
            }
        }
    }

    /// <summary>Takes every free place; zero when there is none.</summary>
    public int TakeAll()
    {
        lock (_lock)
        {
            var taken = size - _used;
            _used = size;
            return taken;
        }
    }

    public void Release(int count)
    {
        lock (_lock)
        {
            _used -= count;
            if (_used == 0)
            {
                _empty?.TrySetResult();
            }
        }
    }

    /// <summary>Completes when no place is taken. To be asked once nobody takes any more.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_used == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }
}
