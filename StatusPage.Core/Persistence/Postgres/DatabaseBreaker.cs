using Microsoft.Extensions.Logging;
using Npgsql;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>
/// Fails calls at once while the server does not answer. A server that has frozen takes connections and says nothing: each call would be held
/// until its timeout, and with it a request, a connection and what waits for one. After a few timeouts in a row one call a second finds out
/// whether it answers again. Refused connections need no breaker, they fail at once by themselves. Safe from any thread.
/// </summary>
internal sealed partial class DatabaseBreaker(TimeProvider time, ILogger<DatabaseBreaker> logger)
{
    // A lock that somebody holds makes calls time out too, but others succeed in between.
    private const int Enough = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _timeouts;
    private long _triedAt;

    /// <exception cref="NpgsqlException">The server does not answer, and somebody else is finding out whether it does again.</exception>
    public void AssertMayAsk()
    {
        if (Volatile.Read(ref _timeouts) < Enough)
        {
            return;
        }

        var last = Interlocked.Read(ref _triedAt);
        if (time.GetElapsedTime(last) < Pause || Interlocked.CompareExchange(ref _triedAt, time.GetTimestamp(), last) != last)
        {
            throw new NpgsqlException("The database was not asked", new NotAskedException());
        }
    }

    /// <summary>The server has said something, be it that it refuses.</summary>
    public void Answered()
    {
        // Reading first: this is every command, and all but a few find nothing to change.
        if (Volatile.Read(ref _timeouts) > 0 && Interlocked.Exchange(ref _timeouts, 0) >= Enough)
        {
            Log.Closed(logger);
        }
    }

    public void Failed(Exception failure)
    {
        switch (failure)
        {
            case PostgresException:
                Answered();
                break;
            case NpgsqlException { InnerException: TimeoutException and not NotAskedException }:
                CountTimeout();
                break;
        }
    }

    private void CountTimeout()
    {
        // Set before the count, so that nobody finds it open and long since tried.
        Interlocked.Exchange(ref _triedAt, time.GetTimestamp());
        if (Interlocked.Increment(ref _timeouts) == Enough)
        {
            Log.Opened(logger);
        }
    }

    // As a timeout, since that is what it stands for: whoever handles those handles this.
    private sealed class NotAskedException() : TimeoutException("several calls in a row had no answer in time");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database does not answer; until it does, calls fail at once")]
        public static partial void Opened(ILogger logger);

        [LoggerMessage(LogLevel.Information, "The database answers again")]
        public static partial void Closed(ILogger logger);
    }
}
