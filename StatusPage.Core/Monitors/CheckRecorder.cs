using System.Threading.Channels;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>
/// Writes whatever has come while the batch before was being written. So nobody waits while there is little to do, and the more there is, the
/// more of it goes into one transaction. A batch that fails is taken apart: each of its members is then recorded by itself.
/// </summary>
internal sealed class CheckRecorder : ICheckRecorder, IAsyncDisposable
{
    private const int LargestBatch = 256;

    // Beyond what all slots of a node can bring at once.
    private const int Room = 2048;

    // Of a pool that others need as well.
    private const int Alone = 4;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Room) { SingleReader = true });
    private readonly SemaphoreSlim _alone = new(Alone, Alone);
    private readonly Lazy<Task> _writing;

    public CheckRecorder(Database database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _writing = new Lazy<Task>(() => Task.Run(WriteAsync));
    }

    /// <summary>Handed in and not yet in the batch that is being written.</summary>
    internal int Queued => _queue.Reader.Count;

    public async Task<bool> RecordAsync(
        ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(new FinishedCheck(claimed, startedAt, result), cancellationToken);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        _ = _writing.Value;
        return await waiting.Outcome.Task.WaitAsync(cancellationToken) switch
        {
            Outcome.Recorded => true,
            Outcome.Lost => false,
            Outcome.Alone => await RecordAloneAsync(waiting.Check, cancellationToken),
        };
    }

    /// <summary>Ends once all that was handed in is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_writing.IsValueCreated)
        {
            await _writing.Value;
        }

        _alone.Dispose();
    }

    private async Task WriteAsync()
    {
        var later = new List<Waiting>();
        while (later.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            var batch = Take(later);
            if (batch.Count > 0)
            {
                await WriteAsync(batch);
            }
        }
    }

    // What of a monitor is judged depends on what was judged before: of each monitor there is one in a batch, and the others follow.
    private List<Waiting> Take(List<Waiting> later)
    {
        var batch = new List<Waiting>();
        var monitors = new HashSet<StatusMonitorId>();
        var again = later.ToList();
        later.Clear();
        foreach (var waiting in again)
        {
            Sort(waiting);
        }

        while (batch.Count < LargestBatch && later.Count < LargestBatch && _queue.Reader.TryRead(out var waiting))
        {
            Sort(waiting);
        }

        return batch;

        void Sort(Waiting waiting)
        {
            if (!waiting.IsGivenUp)
            {
                (batch.Count < LargestBatch && monitors.Add(waiting.Check.Claimed.MonitorId) ? batch : later).Add(waiting);
            }
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            var recorded = await RecordAsync([.. batch.Select(waiting => waiting.Check)], waits: batch.Count == 1, CancellationToken.None);
            foreach (var waiting in batch)
            {
                waiting.Outcome.TrySetResult(recorded.Contains(waiting.Check) ? Outcome.Recorded : batch.Count == 1 ? Outcome.Lost : Outcome.Alone);
            }
        }
        catch (Exception failure) when (batch.Count == 1 || _database.Dialect.IsAway(failure))
        {
            batch.ForEach(waiting => waiting.Outcome.TrySetException(failure));
        }
        catch (Exception)
        {
            // One of them is to blame. By itself each of them either succeeds or says why not; what was committed after all, unheard, has
            // another token by now.
            batch.ForEach(waiting => waiting.Outcome.TrySetResult(Outcome.Alone));
        }
    }

    private async Task<bool> RecordAloneAsync(FinishedCheck check, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken);
        try
        {
            return (await RecordAsync([check], waits: true, cancellationToken)).Count == 1;
        }
        finally
        {
            _alone.Release();
        }
    }

    private Task<IReadOnlySet<FinishedCheck>> RecordAsync(IReadOnlyList<FinishedCheck> checks, bool waits, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            DataScope.Everything,
            context => new CheckRecording(context, _database.Dialect, _time.GetUtcNow()).RecordAsync(checks, waits, cancellationToken),
            cancellationToken);

    private enum Outcome
    {
        Recorded,
        Lost,

        /// <summary>Not in this batch, for whatever reason; to be found out.</summary>
        Alone,
    }

    private sealed class Waiting(FinishedCheck check, CancellationToken cancellationToken)
    {
        public FinishedCheck Check { get; } = check;

        public TaskCompletionSource<Outcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGivenUp => cancellationToken.IsCancellationRequested;
    }
}
