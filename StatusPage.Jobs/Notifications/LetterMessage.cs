using System.Globalization;
using MimeKit;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

/// <summary>A letter as it goes over the wire.</summary>
internal static class LetterMessage
{
    private static readonly IdnMapping Idn = new();

    public static MimeMessage Of(Letter letter, SmtpSettings settings, DateTimeOffset now)
    {
        var domain = Idn.GetAscii(settings.Sender[(settings.Sender.LastIndexOf('@') + 1)..]);
        var message = new MimeMessage
        {
            Date = now,
            Subject = letter.Subject,
            MessageId = $"{letter.Id}@{domain}",
            Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(settings.SenderName ?? letter.FromName, settings.Sender));
        message.To.Add(new MailboxAddress("", letter.To));
        message.References.AddRange(letter.Earlier.Select(id => $"{id}@{domain}"));
        if (letter.Earlier.Count > 0)
        {
            message.InReplyTo = $"{letter.Earlier[^1]}@{domain}";
        }

        // RFC 3834: no out-of-office note answers what no person wrote.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (letter.UnsubscribeUrl is { } url)
        {
            message.Headers.Add("Precedence", "bulk");
            message.Headers.Add("List-Unsubscribe", $"<{url}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return message;
    }
}
