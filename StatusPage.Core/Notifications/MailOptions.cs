namespace StatusPage.Core.Notifications;

/// <summary>Whether this installation sends mail. All processes of one installation are told the same.</summary>
/// <param name="Smtp">Null: mail is off, and what is to be sent waits in the outbox.</param>
public sealed record MailOptions(SmtpSettings? Smtp)
{
    public bool IsOn => Smtp is not null;
}
