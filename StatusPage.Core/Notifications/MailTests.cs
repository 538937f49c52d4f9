using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Notifications;

internal sealed class MailTests(Acts acts, Database database, MailOptions mail, TimeProvider time) : IMailTests
{
    public Task RequestAsync(Actor actor, Guid id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            if (!mail.IsOn)
            {
                throw new RuleViolationException("Mail is off; set Smtp:Host and Smtp:From, and start again.");
            }

            if (!await act.Context.Set<MailTest>().AnyAsync(test => test.Id == id, cancellationToken))
            {
                act.Context.Add(new MailTest(id, actor.OrganizationId, EmailAddress.Checked(actor.Name), act.Now));
                act.Context.Add(new OutboxMessage(Guid.CreateVersion7(), actor.OrganizationId, OutboxKind.MailTest, id));
                act.WriteDown("mail.tested", id, before: null, after: null);
                act.Announce(ChangeKind.Settings, id);
            }
        },
        cancellationToken);

    public Task<MailTestResult?> LastAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        context => context.Set<MailTest>().OrderByDescending(test => test.RequestedAt)
            .Select(test => new MailTestResult(test.Address, test.RequestedAt, test.FinishedAt, test.IsSent, test.Outcome))
            .FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task<string?> AddressAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        context => context.Set<MailTest>().Where(test => test.Id == id && test.FinishedAt == null).Select(test => test.Address)
            .FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task FinishAsync(Guid id, bool isSent, string outcome, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            if (await context.Set<MailTest>().SingleOrDefaultAsync(test => test.Id == id, cancellationToken) is { } test)
            {
                test.Finish(isSent, outcome, time.GetUtcNow());
                context.Announce(new Change(ChangeKind.Settings, test.OrganizationId, id));
            }
        },
        cancellationToken);
}
