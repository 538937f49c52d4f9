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
    };
}
