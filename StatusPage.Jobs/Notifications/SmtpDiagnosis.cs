using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

/// <summary>What a failure to send says about the settings, in a sentence for whoever can change them. Never the password.</summary>
internal static class SmtpDiagnosis
{
    private const int LongestAnswer = 160;

    public static string Of(Exception failure, SmtpSettings settings) => failure switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            $"The name \"{settings.Host}\" was not found. Check Smtp:Host.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            $"{settings} refused the connection: nothing listens there. Check Smtp:Port, and whether the server runs.",
        SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException =>
            $"{settings} did not answer in time. A firewall may be in between, or the port expects TLS from the start: check Smtp:Port and Smtp:Security.",
        SocketException socket => $"{settings} cannot be reached: {socket.Message}",
        SslHandshakeException tls => $"TLS with {settings} failed: {Reason(tls)}",
        NotSupportedException => $"{settings} lacks what the settings ask for: {OneLine(failure.Message)} Check Smtp:Security.",
        PasswordInTheClearException =>
            $"{settings} offers no encryption, and the password is not sent without. Check Smtp:Port, or set Smtp:Security to none if the way there is safe.",
        AuthenticationException or ServiceNotAuthenticatedException => $"{settings} did not accept the user and password: {OneLine(failure.Message)}",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused =>
            $"{settings} does not accept mail from {settings.Sender}: {Answer(refused)}. Check Smtp:From, and whether it wants Smtp:User.",
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => $"The recipient was not accepted: {Answer(refused)}",
        SmtpCommandException refused => $"{settings} did not take the message: {Answer(refused)}",
        SmtpProtocolException or IOException or ServiceNotConnectedException =>
            $"{settings} broke off the conversation, or is no mail server: {OneLine(failure.Message)}",
        _ => $"The mail was not sent: {OneLine(failure.Message)}",
    };

    /// <summary>The server's code and words, without the address that it may repeat.</summary>
    public static string Answer(SmtpCommandException refused)
    {
        var words = refused.Mailbox is { Address: { Length: > 0 } address }
            ? refused.Message.Replace(address, "…", StringComparison.OrdinalIgnoreCase)
            : refused.Message;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode} {OneLine(words)}");
    }

    /// <summary>Whether the failure is about a connection that is no more, not about what was sent.</summary>
    public static bool IsOfTheConnection(Exception failure) => failure
        is ProtocolException or CommandException or IOException or SocketException or TimeoutException or ServiceNotConnectedException or OperationCanceledException;

    // The message of the exception itself is a page of advice about its library.
    private static string Reason(SslHandshakeException failure) => failure.InnerException is { } inner
        ? OneLine(inner.GetBaseException().Message)
        : OneLine(failure.Message);

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestAnswer ? line : $"{line[..LongestAnswer].TrimEnd()}…";
    }
}
