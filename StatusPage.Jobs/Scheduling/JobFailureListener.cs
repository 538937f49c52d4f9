using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core.Persistence;
using StatusPage.Jobs.Probing;

namespace StatusPage.Jobs.Scheduling;

/// <summary>
/// The one place that logs and counts jobs that fail. A job that fails again and again, as all do while the database is away, is logged in
/// full once and then only from time to time.
/// </summary>
internal sealed partial class JobFailureListener(TimeProvider time, ILogger<JobFailureListener> logger) : IJobListener
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Streak> _failing = new(StringComparer.Ordinal);

    public string Name => nameof(JobFailureListener);

    public ValueTask JobWasExecuted(
        IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        var job = context.JobDetail.Key.Name;
        if (jobException is null)
        {
            Recovered(job);
        }
        else if (!(jobException.GetBaseException() is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            Failed(job, jobException);
        }

        return ValueTask.CompletedTask;
    }

    internal void Failed(string job, Exception failure)
    {
        var problem = DatabaseFailure.Line(failure);
        ProbeTelemetry.CountJobFailure(job);
        var now = time.GetTimestamp();
        var streak = _failing.AddOrUpdate(job, _ => new Streak(1, now, IsNews: true), (_, before) =>
            time.GetElapsedTime(before.LoggedAt, now) >= Quiet
                ? new Streak(before.Count + 1, now, IsNews: true)
                : new Streak(before.Count + 1, before.LoggedAt, IsNews: false));
        if (streak.Count == 1)
        {
            Log.Failed(logger, DatabaseFailure.Stack(failure), job, problem);
        }
        else if (streak.IsNews)
        {
            Log.StillFailing(logger, job, streak.Count, problem);
        }
    }

    internal void Recovered(string job)
    {
        if (_failing.TryRemove(job, out var streak))
        {
            Log.Recovered(logger, job, streak.Count);
        }
    }

    private readonly record struct Streak(int Count, long LoggedAt, bool IsNews);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job} failed: {Problem}")]
        public static partial void Failed(ILogger logger, Exception? failure, string job, string problem);

        [LoggerMessage(LogLevel.Error, "Job {Job} has failed {Count} times in a row; last: {Problem}")]
        public static partial void StillFailing(ILogger logger, string job, int count, string problem);

        [LoggerMessage(LogLevel.Information, "Job {Job} runs again after {Count} failures")]
        public static partial void Recovered(ILogger logger, string job, int count);
    }
}
