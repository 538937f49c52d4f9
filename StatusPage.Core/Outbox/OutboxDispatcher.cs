using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Outbox;

/// <summary>
/// Leases messages of the kinds that this process has handlers for, has them done, and forgets them. One slow receiver holds one slot, not the
/// others. Renders of pages are not among them: they are part of the rounds in which Web keeps its shelf current.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IEnumerable<IOutboxHandler> handlers, OutboxQueue queue, DatabaseReadiness readiness, TimeProvider time, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int Slots = 16;

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // Less than the lease, so that two nodes are not at it at the same time.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private readonly Dictionary<OutboxKind, IOutboxHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);
    private readonly List<Task> _running = [];
    private bool _reached = true;

    /// <summary>Starts what is due, as far as there are free slots. How many were started.</summary>
    internal async Task<int> RoundAsync(CancellationToken stoppingToken)
    {
        _running.RemoveAll(task => task.IsCompleted);
        if (_running.Count == Slots)
        {
            return 0;
        }

        var claimed = await queue.ClaimAsync(_handlers.Keys, Slots - _running.Count, Lease, stoppingToken);
        _running.AddRange(claimed.Select(message => Task.Run(() => HandleAsync(message, stoppingToken), CancellationToken.None)));
        return claimed.Count;
    }

    /// <summary>Completes when all that was started is over.</summary>
    internal Task WhenIdleAsync() => Task.WhenAll(_running);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_handlers.Count == 0)
        {
            return;
        }

        await readiness.Ready.WaitAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var started = await TryRoundAsync(stoppingToken);
                var pause = Task.Delay(Rhythm, time, stoppingToken);

                // A backlog does not wait for the next second, nor for the slowest; but to ask for each one anew would cost more than to do it.
                await (started > 0 ? Task.WhenAny(pause, WhenHalfIdleAsync()) : pause);
            }
        }
        finally
        {
            await WhenIdleAsync();
        }
    }

    private async Task WhenHalfIdleAsync()
    {
        var running = _running.ToList();
        do
        {
            running.Remove(await Task.WhenAny(running));
        }
        while (running.Count > Slots / 2);
    }

    private async Task<int> TryRoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = await RoundAsync(stoppingToken);
            _reached = true;
            return started;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Once is enough in the log: the messages wait, and their age is a metric.
            if (_reached)
            {
                Log.Away(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
                _reached = false;
            }

            return 0;
        }
    }

    private async Task HandleAsync(OutboxMessage message, CancellationToken stoppingToken)
    {
        try
        {
            await MarkAsync(message, await TryHandlingAsync(message, stoppingToken), stoppingToken);
        }
        catch (Exception failure)
        {
            // Its lease ends, and it is done once more.
            Log.NotMarked(logger, DatabaseFailure.Stack(failure), message.Kind, message.Id, DatabaseFailure.Line(failure));
        }
    }

    private async Task<Exception?> TryHandlingAsync(OutboxMessage message, CancellationToken stoppingToken)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, late.Token);
        try
        {
            await _handlers[message.Kind].HandleAsync(message, either.Token).WaitAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return new TimeoutException(FormattableString.Invariant($"it was not over after {Longest.TotalSeconds:0} s"));
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    // Not by the stopping token: what has happened is to be remembered, above all when the process ends.
    private async Task MarkAsync(OutboxMessage message, Exception? failure, CancellationToken stoppingToken)
    {
        if (failure is null)
        {
            if (await queue.DoneAsync(message.Kind, [message.Lease], CancellationToken.None) == 0)
            {
                Log.LeaseLost(logger, message.Kind, message.Id);
            }
        }
        else if (failure is OperationCanceledException && stoppingToken.IsCancellationRequested)
        {
            await queue.ReleaseAsync(message.Lease, CancellationToken.None);
        }
        else
        {
            Log.Failed(logger, message.Kind, message.Id, message.Attempts, failure.Message);
            await queue.FailedAsync(message.Kind, [message.Lease], failure.Message, CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The outbox cannot be read; its messages wait: {Problem}")]
        public static partial void Away(ILogger logger, Exception? failure, string problem);

        [LoggerMessage(LogLevel.Warning, "{Kind} {MessageId} failed at attempt {Attempt}: {Problem}")]
        public static partial void Failed(ILogger logger, OutboxKind kind, Guid messageId, int attempt, string problem);

        [LoggerMessage(LogLevel.Warning, "What became of {Kind} {MessageId} could not be written down; it comes again when its lease ends: {Problem}")]
        public static partial void NotMarked(ILogger logger, Exception? failure, OutboxKind kind, Guid messageId, string problem);

        [LoggerMessage(LogLevel.Information, "{Kind} {MessageId} was done after its lease had passed to another node, which does it again")]
        public static partial void LeaseLost(ILogger logger, OutboxKind kind, Guid messageId);
    }
}
