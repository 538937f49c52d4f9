using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

internal sealed class IncidentMails(Database database, ISecrets secrets, NodeOptions node, MailNews news, TimeProvider time) : IIncidentMails
{
    // One transaction each: on SQLite nobody else writes meanwhile.
    internal const int Batch = 500;

    // What happened yesterday is on the page; nobody wants it in the inbox because a mail server was away.
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(24);

    public async Task ExpandAsync(Guid update, CancellationToken cancellationToken)
    {
        for (var after = ""; after is not null;)
        {
            var from = after;
            after = await database.WriteAsync(DataScope.Everything, context => ExpandAsync(context, update, from, cancellationToken), cancellationToken);
        }
    }

    public async Task<IncidentLetter?> FindAsync(Guid delivery, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            DataScope.Everything, context => LetterFacts.ReadAsync(context, delivery, node.PublicUrl, cancellationToken), cancellationToken);
        switch (found)
        {
            case null:
                return null;
            case { IsWanted: false }:
                await FinishAsync(delivery, DeliveryState.Skipped, problem: null, cancellationToken);
                return null;
            case { Update.At: var at } when time.GetUtcNow() - at > TooLate:
                await FinishAsync(delivery, DeliveryState.Failed, "it could not be sent within a day", cancellationToken);
                return null;
            default:
                return found.ToLetter(SubscriberKeys.Open(secrets, found.Subscriber!.SealedKeys));
        }
    }

    public Task SentAsync(Guid delivery, CancellationToken cancellationToken) => FinishAsync(delivery, DeliveryState.Sent, problem: null, cancellationToken);

    public Task RefusedAsync(Guid delivery, string problem, CancellationToken cancellationToken) =>
        FinishAsync(delivery, DeliveryState.Failed, problem, cancellationToken);

    /// <returns>The last address that was looked at; null when there are no more.</returns>
    private async Task<string?> ExpandAsync(StatusPageContext context, Guid update, string after, CancellationToken cancellationToken)
    {
        var said = await context.Set<IncidentUpdate>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == update, cancellationToken);
        if (said is null)
        {
            return null;
        }

        var audience = await IncidentAudience.OfAsync(context, said.IncidentId, said.At, cancellationToken);
        var next = await audience.In(context).AsNoTracking()
            .Where(subscriber => subscriber.AddressKey.CompareTo(after) > 0)
            .OrderBy(subscriber => subscriber.AddressKey).ThenBy(subscriber => subscriber.Id).Take(Batch)
            .Select(subscriber => new { subscriber.Id, subscriber.AddressKey }).ToListAsync(cancellationToken);
        var addresses = next.Select(one => one.AddressKey).ToList();
        var told = (await context.Set<MailDelivery>().Where(row => row.UpdateId == update && addresses.Contains(row.AddressKey)).Select(row => row.AddressKey)
            .ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var one in next.Where(one => told.Add(one.AddressKey)))
        {
            Add(context, said, one.Id, one.AddressKey);
        }

        if (next.Count < Batch)
        {
            context.Announce(new Change(ChangeKind.Incident, said.OrganizationId, said.IncidentId.Value));
            return null;
        }

        return next[^1].AddressKey;
    }

    private void Add(StatusPageContext context, IncidentUpdate update, SubscriberId subscriber, string address)
    {
        var delivery = new MailDelivery(
            Guid.CreateVersion7(), update.OrganizationId, update.IncidentId, update.Id, subscriber, address, time.GetUtcNow());
        context.Add(delivery);
        context.Add(new OutboxMessage(Guid.CreateVersion7(), update.OrganizationId, OutboxKind.IncidentMail, delivery.Id));
    }

    private async Task FinishAsync(Guid delivery, DeliveryState state, string? problem, CancellationToken cancellationToken)
    {
        var (now, words) = (time.GetUtcNow(), problem is { Length: > MailDelivery.LongestProblem } ? problem[..MailDelivery.LongestProblem] : problem);
        var isNew = await database.WriteAsync(
            DataScope.Everything,
            context => context.Set<MailDelivery>().Where(row => row.Id == delivery && row.State == DeliveryState.Waiting).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.State, state).SetProperty(one => one.Problem, words).SetProperty(one => one.FinishedAt, now),
                cancellationToken),
            cancellationToken) > 0;
        if (isNew)
        {
            news.Add(delivery);
        }
    }
}
