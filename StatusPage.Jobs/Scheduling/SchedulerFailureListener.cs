using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>Says in a line, and from time to time, that the scheduler cannot do its work; all of its parts fail again and again while the database is away.</summary>
internal sealed partial class SchedulerFailureListener(TimeProvider time, ILogger<SchedulerFailureListener> logger) : ISchedulerListener
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _saidAt;

    public ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext context, CancellationToken cancellationToken = default)
    {
        // A job's own failure is JobFailureListener's.
        if (context.FireInstanceId is null && IsNews())
        {
            var failure = (Exception?)context.Exception ?? new SchedulerException(context.Message);
            Log.Failed(logger, DatabaseFailure.Stack(failure), context.Message.ReplaceLineEndings(" "), DatabaseFailure.Line(failure));
        }

        return ValueTask.CompletedTask;
    }

    private bool IsNews()
    {
        lock (_lock)
        {
            if (_saidAt is { } said && time.GetElapsedTime(said) < Quiet)
            {
                return false;
            }

            _saidAt = time.GetTimestamp();
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The scheduler has trouble and tries again: {What} {Problem}")]
        public static partial void Failed(ILogger logger, Exception? failure, string what, string problem);
    }
}
