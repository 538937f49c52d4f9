using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Outbox;

/// <summary>Leases messages to this node and takes note of what became of them. All times are the database's. Safe from any thread.</summary>
internal sealed class OutboxQueue(Database database, NodeOptions node, OutboxTelemetry telemetry)
{
    private const string NeverFinished = "it was begun again and again and never came to an end; whoever did it may have been killed by it";

    /// <summary>Takes messages that nobody holds and that are not waiting for their next try: by the order of the kinds, then the oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(
        IReadOnlyCollection<OutboxKind> kinds, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = await database.WriteAsync(
            DataScope.Everything,
            context => database.Dialect.ClaimOutboxAsync(context, [.. kinds.Order()], most, lease, node.Name, cancellationToken),
            cancellationToken);

        // A failure is written down by whoever saw it. Nobody could for these.
        var spent = claimed.Where(message => message.Attempts > RetryRule.TriesOf(message.Kind)).ToList();
        foreach (var kind in spent.GroupBy(message => message.Kind))
        {
            await FailedAsync(kind.Key, [.. kind.Select(message => message.Lease)], NeverFinished, cancellationToken);
        }

        return [.. claimed.Except(spent)];
    }

    /// <summary>Forgets messages whose effect has happened. How many were still this node's; the others belong to somebody else now.</summary>
    public async Task<int> DoneAsync(OutboxKind kind, IReadOnlyCollection<OutboxLease> leases, CancellationToken cancellationToken)
    {
        var done = await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var count = 0;
                foreach (var (token, messages) in ByToken(leases))
                {
                    count += await context.Set<OutboxMessage>().Where(row => row.LeaseToken == token && messages.Contains(row.Id))
                        .ExecuteDeleteAsync(cancellationToken);
                }

                return count;
            },
            cancellationToken);
        telemetry.CountHandled(kind, done);
        return done;
    }

    /// <summary>Has messages wait for their next try, or parks those that have had all of them.</summary>
    /// <param name="problem">For staff; nothing secret. Becomes one line.</param>
    public async Task FailedAsync(OutboxKind kind, IReadOnlyCollection<OutboxLease> leases, string problem, CancellationToken cancellationToken)
    {
        var line = OneLine(problem);
        var chance = Random.Shared.NextDouble();
        await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var now = await database.Dialect.NowAsync(context, cancellationToken);
                foreach (var attempts in leases.GroupBy(lease => lease.Attempts))
                {
                    DateTimeOffset? parked = attempts.Key >= RetryRule.TriesOf(kind) ? now : null;
                    DateTimeOffset? next = parked is null ? now + RetryRule.PauseAfter(attempts.Key, chance) : null;
                    foreach (var (token, messages) in ByToken(attempts))
                    {
                        await context.Set<OutboxMessage>().Where(row => row.LeaseToken == token && messages.Contains(row.Id)).ExecuteUpdateAsync(
                            row => row.SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null).SetProperty(one => one.LastError, line)
                                .SetProperty(one => one.NextTryAt, next).SetProperty(one => one.ParkedAt, parked),
                            cancellationToken);
                    }
                }
            },
            cancellationToken);
        telemetry.CountFailed(kind, leases.Count);
    }

    /// <summary>Gives a message back that was not tried after all: somebody else may have it at once.</summary>
    public Task ReleaseAsync(OutboxLease lease, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => context.Set<OutboxMessage>().Where(row => row.Id == lease.MessageId && row.LeaseToken == lease.Token).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null).SetProperty(one => one.Attempts, one => one.Attempts - 1),
            cancellationToken),
        cancellationToken);

    // Tokens are small numbers, mostly 1: these are few statements, whatever the number of messages.
    private static IEnumerable<(long Token, List<Guid> Messages)> ByToken(IEnumerable<OutboxLease> leases) =>
        leases.GroupBy(lease => lease.Token).OrderBy(group => group.Key).Select(group => (group.Key, group.Select(lease => lease.MessageId).Order().ToList()));

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return line.Length <= OutboxMessage.LongestError ? line : $"{line[..(OutboxMessage.LongestError - 1)].TrimEnd()}…";
    }
}
