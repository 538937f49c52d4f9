using System.Globalization;
using StatusPage.Core.Accounts;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

/// <summary>Sends somebody the link by which they choose a new password.</summary>
internal sealed class PasswordResetHandler(IAccountLetters letters, MailRenderer renderer, MailSender sender) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.PasswordReset;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await letters.PasswordResetAsync(message.SubjectId, cancellationToken) is { } letter
            && await sender.SendAsync(await Written(letter).RenderAsync(renderer, $"password.{message.Id:n}"), cancellationToken) is { } problem)
        {
            throw new InvalidOperationException($"the address was refused: {problem}");
        }
    }

    private static AccountLetter Written(PasswordResetLetter letter) => new(
        letter.To,
        "Choose a new password",
        "A new password",
        "Somebody, probably you, asked for a new password of your account for the status pages.",
        "Choose a new password",
        letter.Link,
        string.Create(CultureInfo.InvariantCulture, $"The link works once, until {letter.ExpiresAt.UtcDateTime:HH:mm} UTC. If it was not you, do nothing: your password stays as it is."));
}
