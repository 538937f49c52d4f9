using StatusPage.Core.Notifications;

namespace StatusPage.Web.Notifications;

internal static class SmtpWords
{
    public static string Words(this SmtpSecurity security) => security switch
    {
        SmtpSecurity.Auto => "as soon as the server offers it",
        SmtpSecurity.StartTls => "STARTTLS, always",
        SmtpSecurity.Tls => "TLS from the start",
        SmtpSecurity.None => "none",
    };
}
