using System.Globalization;
using StatusPage.Core.Incidents;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Incidents;

/// <summary>What somebody changed of an incident, in a sentence.</summary>
internal static class HeadWords
{
    public static string Of(HeadEntry entry)
    {
        var (before, after) = (entry.Before, entry.After);
        string?[] parts =
        [
            before.Title == after.Title ? null : $"Renamed from “{before.Title}”.",
            before.Impact == after.Impact ? null : $"Impact is {Said(after.Impact)} now, was {Said(before.Impact)}.",
            before.StartedAt == after.StartedAt ? null : $"Began at {Minute(after.StartedAt)}, not at {Minute(before.StartedAt)}.",
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string Said(Impact? impact) => impact is { } said ? said.Words().ToLowerInvariant() : "what the components say";

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
