using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core.Notifications;

/// <summary>The operator's mail server and how to speak to it. Its host is trusted, unlike an address that somebody typed.</summary>
/// <param name="Sender">What mail is sent from: an address without a name.</param>
/// <param name="SenderName">What stands before the address; null: the name of the page that a mail is about.</param>
public sealed record SmtpSettings(string Host, int Port, SmtpSecurity Security, string? User, string? Password, string Sender, string? SenderName)
{
    private const string HostKey = "Smtp:Host";
    private const string PortKey = "Smtp:Port";
    private const string UserKey = "Smtp:User";
    private const string PasswordKey = "Smtp:Password";
    private const string FromKey = "Smtp:From";
    private const string SecurityKey = "Smtp:Security";

    private const int Relay = 25;
    private const int TlsFromTheStart = 465;
    private const int Submission = 587;

    /// <summary>Null where mail is off. The other settings are judged all the same: a wrong one is a mistake whenever it is found.</summary>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static SmtpSettings? From(IConfiguration configuration)
    {
        var (said, port) = (ReadSecurity(configuration), ReadPort(configuration));
        var from = ReadSender(configuration);
        var (user, password) = (Blank(configuration[UserKey]), Blank(configuration[PasswordKey]));
        if (user is null != password is null)
        {
            throw new ConfigurationException(user is null ? UserKey : PasswordKey, "is missing; a user and a password go together.");
        }

        if (Blank(configuration[HostKey])?.Trim() is not { } host)
        {
            return null;
        }

        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
        {
            throw new ConfigurationException(HostKey, $"\"{host}\" is no name of a server; write it like mail.example.com, and the port into {PortKey}.");
        }

        if (from is null)
        {
            throw new ConfigurationException(FromKey, "is missing; it is the address that mail comes from, like status@example.com.");
        }

        var security = said ?? (port is TlsFromTheStart ? SmtpSecurity.Tls : SmtpSecurity.Auto);
        return new SmtpSettings(host, port ?? UsualPort(security), security, user, password, from.Address, Blank(from.DisplayName));
    }

    /// <summary>Without the password, for logs and staff.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static int UsualPort(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => TlsFromTheStart,
        SmtpSecurity.None => Relay,
        SmtpSecurity.Auto or SmtpSecurity.StartTls => Submission,
    };

    private static int? ReadPort(IConfiguration configuration) => Blank(configuration[PortKey]) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535 => port,
        var text => throw new ConfigurationException(PortKey, $"\"{text}\" is not a port from 1 to 65535."),
    };

    private static SmtpSecurity? ReadSecurity(IConfiguration configuration) => Blank(configuration[SecurityKey])?.Trim().ToLowerInvariant() switch
    {
        null => null,
        "auto" => SmtpSecurity.Auto,
        "starttls" => SmtpSecurity.StartTls,
        "tls" => SmtpSecurity.Tls,
        "none" => SmtpSecurity.None,
        var text => throw new ConfigurationException(SecurityKey, $"\"{text}\" is none of auto, starttls, tls and none."),
    };

    private static MailAddress? ReadSender(IConfiguration configuration) => Blank(configuration[FromKey])?.Trim() switch
    {
        null => null,
        var text when MailAddress.TryCreate(text, out var address) && !text.Any(char.IsControl) => address,
        var text => throw new ConfigurationException(FromKey, $"\"{text}\" is not an e-mail address; write it like status@example.com."),
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>When the connection to the mail server becomes encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>As soon as the server offers it. A password is never sent before it has.</summary>
    Auto,

    /// <summary>By STARTTLS, or not at all.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>Never, not even for the password.</summary>
    None,
}
