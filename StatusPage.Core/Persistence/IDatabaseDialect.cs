using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Persistence;

/// <summary>Everything in which the two databases differ. Times in these calls are the database's own, never this node's.</summary>
public interface IDatabaseDialect
{
    /// <summary>Starts a transaction that may write; on SQLite, where there is one writer, it waits for its turn.</summary>
    Task<IDbContextTransaction> BeginWriteAsync(StatusPageContext context, CancellationToken cancellationToken);

    /// <summary>Whether the failure is the database's passing trouble, after which the same unit of work may be tried once more.</summary>
    bool IsPassing(Exception failure);

    /// <summary>Whether the failure is that of the way to the database or of the database as a whole, so that anything else would fail as well.</summary>
    bool IsAway(Exception failure);

    Task<DateTimeOffset> NowAsync(StatusPageContext context, CancellationToken cancellationToken);

    /// <summary>Takes due checks of a location that nobody holds, longest overdue first.</summary>
    Task<IReadOnlyList<ClaimedCheck>> ClaimDueChecksAsync(
        StatusPageContext context, string location, int most, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Lets leases last for <paramref name="lease"/> from now. Returns those that are still held; the others have passed to somebody else.</summary>
    Task<IReadOnlyList<ClaimedCheck>> RenewLeasesAsync(
        StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends leases that are still held, so that their checks are due again at once. Returns how many were.</summary>
    Task<int> ReleaseLeasesAsync(StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken);

    /// <summary>
    /// The rows of checks whose tokens are still those of the claims, locked until the transaction ends. The order is that of their ids.
    /// </summary>
    /// <param name="waits">Whether to wait for a row that somebody else has locked; else it is left out.</param>
    Task<IReadOnlyList<ScheduledCheck>> LockChecksAsync(
        StatusPageContext context, IReadOnlyList<ClaimedCheck> claims, bool waits, CancellationToken cancellationToken);

    /// <summary>Saves locked rows on which <see cref="ScheduledCheck.Finish"/> was called.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A token was another; nothing may be committed.</exception>
    Task FinishChecksAsync(StatusPageContext context, IReadOnlyList<ScheduledCheck> checks, CancellationToken cancellationToken);

    Task AppendResultsAsync(StatusPageContext context, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken);

    /// <summary>Takes messages that are due and that nobody holds, by the order of <paramref name="kinds"/>, then oldest first.</summary>
    /// <param name="node">Who takes them.</param>
    Task<IReadOnlyList<OutboxMessage>> ClaimOutboxAsync(
        StatusPageContext context, IReadOnlyList<OutboxKind> kinds, int most, TimeSpan lease, string node, CancellationToken cancellationToken);

    /// <summary>Stores a snapshot unless a newer one is there: by content version, then by time of rendering. False when it was too late.</summary>
    Task<bool> StoreSnapshotAsync(StatusPageContext context, RenderedPage rendered, CancellationToken cancellationToken);

    /// <summary>Writes into the unit's transaction what it announces, for the other nodes to read; nothing where there are none.</summary>
    void Keep(StatusPageContext context, ChangeSet announced);

    /// <summary>
    /// What other nodes have committed since an earlier call, in whatever order they began: by the place that it returned, or null for a
    /// first call, which learns its place and no changes.
    /// </summary>
    Task<KeptChanges> ChangesSinceAsync(StatusPageContext context, string? place, string node, CancellationToken cancellationToken);

    /// <summary>Removes announcements that every node has long read. Safe to call from several nodes at once.</summary>
    Task TrimChangesAsync(StatusPageContext context, TimeSpan olderThan, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> in one process at a time, for changes of the schema; the others wait.</summary>
    Task AloneAsync(StatusPageContext context, Func<Task> work, CancellationToken cancellationToken);

    /// <summary>Applies migrations, in one process at a time; the others wait.</summary>
    Task MigrateAsync(StatusPageContext context, CancellationToken cancellationToken);
}
