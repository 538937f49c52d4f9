using System.Globalization;
using StatusPage.Core.Accounts;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

/// <summary>Sends somebody the link by which they become a member.</summary>
internal sealed class InvitationHandler(IAccountLetters letters, MailRenderer renderer, MailSender sender) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.Invitation;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await letters.InvitationAsync(message.SubjectId, cancellationToken) is { } letter
            && await sender.SendAsync(await Written(letter).RenderAsync(renderer, $"invitation.{message.Id:n}"), cancellationToken) is { } problem)
        {
            // Staff see what is parked, and can copy the link.
            throw new InvalidOperationException($"the address {letter.To} was refused: {problem}");
        }
    }

    private static AccountLetter Written(InvitationLetter letter)
    {
        var by = letter.InvitedBy.Length > 0 ? letter.InvitedBy : "Somebody who manages it";
        return new AccountLetter(
            letter.To,
            $"You are invited to {letter.Organization}",
            $"Join {letter.Organization}",
            $"{by} invites you to the status pages of {letter.Organization}, as {letter.Role.ToString().ToLowerInvariant()}.",
            "Join",
            letter.Link,
            string.Create(CultureInfo.InvariantCulture, $"The link works once, until {letter.ExpiresAt.UtcDateTime:d MMMM yyyy HH:mm} UTC. If you do not know what this is about, do nothing."));
    }
}
