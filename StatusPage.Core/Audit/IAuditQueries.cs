using StatusPage.Core.Accounts;

namespace StatusPage.Core.Audit;

/// <summary>Which entries to show; null means any.</summary>
/// <param name="Person">A part of the name, in whatever case.</param>
/// <param name="Action">A dotted name or its beginning: <c>incident</c>, <c>incident.posted</c>.</param>
/// <param name="Subject">The id of what was changed.</param>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
public sealed record AuditFilter(string? Person = null, string? Action = null, Guid? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>After which entry the next page begins; opaque.</summary>
public readonly record struct AuditCursor(DateTimeOffset At, Guid Id);

/// <param name="Before">JSON, or null where there was nothing.</param>
/// <param name="After">JSON, or null where nothing is left.</param>
public sealed record AuditView(
    Guid Id, DateTimeOffset At, string Person, string? Address, string Action, Guid Subject, string? Before, string? After);

/// <param name="Next">Null on the last page.</param>
public sealed record AuditPage(IReadOnlyList<AuditView> Entries, AuditCursor? Next);

public interface IAuditQueries
{
    /// <summary>The latest first, at most <paramref name="most"/> (up to 200). Needs an admin.</summary>
    Task<AuditPage> ListAsync(Actor actor, AuditFilter filter, AuditCursor? after, int most, CancellationToken cancellationToken);

    /// <summary>The names of acts that were ever written down, by name. Needs an admin.</summary>
    Task<IReadOnlyList<string>> ActionsAsync(Actor actor, CancellationToken cancellationToken);
}
