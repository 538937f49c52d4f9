using StatusPage.Core.Outbox;

namespace StatusPage.Web.Outbox;

internal static class ParkedWords
{
    /// <summary>What did not happen, in words for staff.</summary>
    public static string What(this ParkedEffect effect) => effect.Kind switch
    {
        OutboxKind.PageRender => $"The page {effect.Subject ?? "that is gone"} was not rendered",
        OutboxKind.Invitation => "The mail of an invitation was not sent",
        OutboxKind.PasswordReset => "The mail for a new password was not sent",
        OutboxKind.MailTest => "A test mail was not sent",
        OutboxKind.IncidentMailing => $"The readers of {Incident(effect)} were not found out",
        OutboxKind.IncidentMail => $"A mail about {Incident(effect)} was not sent",
        OutboxKind.SubscriptionMail => "A mail to somebody who wants to subscribe was not sent",
    };

    private static string Incident(ParkedEffect effect) => effect.Subject is { } title ? $"“{title}”" : "an incident that is gone";
}
