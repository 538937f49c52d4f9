namespace StatusPage.Core.Outbox;

/// <summary>What a message asks for, the most urgent first: where a node has to choose, it takes them in this order.</summary>
public enum OutboxKind
{
    /// <summary>The subject is a page whose snapshot is to be rendered again.</summary>
    PageRender,

    /// <summary>The subject is an invitation whose link is to be mailed.</summary>
    Invitation,

    /// <summary>The subject is a request for a new password whose link is to be mailed.</summary>
    PasswordReset,

    /// <summary>The subject is a <see cref="Notifications.MailTest"/>, whose outcome somebody is waiting for.</summary>
    MailTest,

    /// <summary>The subject is an update of an incident, of which everybody who follows it is to be told.</summary>
    IncidentMailing,

    /// <summary>The subject is a <see cref="Notifications.MailDelivery"/>: one update on its way to one person.</summary>
    IncidentMail,

    /// <summary>The subject is a subscriber, who is asked to confirm.</summary>
    SubscriptionMail,
}
