using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using StatusPage.Core.Audit;

namespace StatusPage.Web.Audit;

/// <summary>What the address of the audit list says, so that a link shows somebody else the same.</summary>
/// <param name="From">A day of UTC, as <c>2026-03-01</c>.</param>
/// <param name="To">The last day that is shown.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record AuditQuery(string? Person, string? Action, string? Subject, string? From, string? To, string? After)
{
    private const string Path = "/admin/audit";

    public bool IsFiltered => this is not { Person: null or "", Action: null or "", Subject: null or "", From: null or "", To: null or "" };

    /// <summary>What cannot be read is as if it was not said.</summary>
    public AuditFilter Filter => new(
        Person?.Trim(), Action, Guid.TryParse(Subject, out var subject) ? subject : null, Day(From), Day(To)?.AddDays(1));

    public AuditCursor? Cursor => After?.Split('-') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks && Guid.TryParse(id, out var entry)
        ? new AuditCursor(new DateTimeOffset(ticks, TimeSpan.Zero), entry)
        : null;

    public string Address
    {
        get
        {
            var said = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["person"] = Person, ["action"] = Action, ["subject"] = Subject, ["from"] = From, ["to"] = To, ["after"] = After,
            };
            return QueryHelpers.AddQueryString(Path, said.Where(one => !string.IsNullOrEmpty(one.Value)));
        }
    }

    public AuditQuery Beyond(AuditCursor cursor) => this with { After = $"{cursor.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{cursor.Id:n}" };

    private static DateTimeOffset? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;
}
