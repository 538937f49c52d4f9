using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Notifications;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Subscribers;

internal sealed class SubscriptionMails(Database database, ISecrets secrets, NodeOptions node) : ISubscriptionMails
{
    public async Task<SubscriptionLetter?> FindAsync(Guid subscriber, CancellationToken cancellationToken)
    {
        var id = new SubscriberId(subscriber);
        var found = await database.ReadAsync(
            DataScope.Everything,
            async context =>
            {
                var row = await context.Set<Subscriber>().SingleOrDefaultAsync(one => one.Id == id && one.State != SubscriberState.Unsubscribed, cancellationToken);
                var page = row is null ? null : await context.Set<PublicPage>().SingleOrDefaultAsync(one => one.Id == row.PageId, cancellationToken);
                return row is null || page is null
                    ? default((Subscriber Row, LetterPage Page)?)
                    : (row, new LetterPage(page.Name, page.Slug, page.TimeZone, await LinkBase.ReadAsync(context, node.PublicUrl, cancellationToken)));
            },
            cancellationToken);
        return found is { } one
            ? new SubscriptionLetter(
                subscriber, one.Row.Address, one.Page, SubscriberKeys.Open(secrets, one.Row.SealedKeys), one.Row.State is SubscriberState.Confirmed)
            : null;
    }

    public Task RefusedAsync(Guid subscriber, string problem, CancellationToken cancellationToken)
    {
        var (id, words) = (new SubscriberId(subscriber), problem.Length > MailDelivery.LongestProblem ? problem[..MailDelivery.LongestProblem] : problem);
        return database.WriteAsync(
            DataScope.Everything,
            context => context.Set<Subscriber>().Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Problem, words), cancellationToken),
            cancellationToken);
    }
}
