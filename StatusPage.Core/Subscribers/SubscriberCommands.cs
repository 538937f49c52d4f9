using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Subscribers;

internal sealed class SubscriberCommands(Acts acts) : ISubscriberCommands
{
    public Task RemoveAsync(Actor actor, SubscriberId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var found = Act.Found(
                await act.Context.Set<Subscriber>().Include(row => row.Components).SingleOrDefaultAsync(row => row.Id == id, cancellationToken), "The subscriber");

            // How many were told stays true; who they were goes.
            await act.Context.Set<MailDelivery>().Where(row => row.SubscriberId == id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.AddressKey, id.ToString()), cancellationToken);
            act.Context.Remove(found);

            // Not the address: what is written down here is kept for ever.
            act.WriteDown("subscriber.removed", id.Value, before: null, after: null);
            act.Announce(ChangeKind.Settings, id.Value);
        },
        cancellationToken);
}
