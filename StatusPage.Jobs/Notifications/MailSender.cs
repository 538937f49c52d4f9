using MailKit.Net.Smtp;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

/// <summary>Brings letters to the operator's mail server. Safe from any thread.</summary>
internal sealed class MailSender(SmtpConnections connections, MailOptions mail, TimeProvider time)
{
    /// <returns>Null once the server has taken it in; else why it will never take it, which is no reason to try again.</returns>
    /// <exception cref="MailNotSentException">It is to be tried again. The message is for staff.</exception>
    public async Task<string?> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var settings = mail.Smtp ?? throw new MailNotSentException("Mail is off.");
        try
        {
            await connections.SendAsync(LetterMessage.Of(letter, settings, time.GetUtcNow()), settings, cancellationToken);
            return null;
        }
        catch (SmtpCommandException refused) when (IsForGood(refused))
        {
            return SmtpDiagnosis.Answer(refused);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailNotSentException(SmtpDiagnosis.Of(failure, settings), failure);
        }
    }

    // A sender that is refused is a matter of the settings: once they are mended, nobody shall have missed anything.
    private static bool IsForGood(SmtpCommandException refused) =>
        (int)refused.StatusCode >= 500 && refused.ErrorCode is (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted);
}

/// <summary>A mail that did not leave, with the reason for staff.</summary>
internal sealed class MailNotSentException(string message, Exception? reason = null) : Exception(message, reason);
