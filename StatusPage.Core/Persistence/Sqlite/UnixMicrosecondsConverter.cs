using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StatusPage.Core.Persistence.Sqlite;

/// <summary>An instant as microseconds since 1970, UTC: what PostgreSQL's timestamptz can tell apart too.</summary>
internal sealed class UnixMicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => ToMicroseconds(instant), microseconds => FromMicroseconds(microseconds))
{
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
