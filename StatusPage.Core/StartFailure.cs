using System.Net.Sockets;

namespace StatusPage.Core;

/// <summary>The failures of a start that an operator can mend, in one line each.</summary>
public static class StartFailure
{
    /// <summary>Null when the failure is a defect, which deserves its stack.</summary>
    public static string? Line(Exception failure) => failure switch
    {
        ConfigurationException configuration => configuration.Message.ReplaceLineEndings(" "),
        IOException or SocketException when failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"{ListeningAddress.UrlsKey} or StatusPage:ManagementPort: {OneLine(failure)} Stop what listens there or choose another port.",
        IOException { InnerException: SocketException } or SocketException => $"{ListeningAddress.UrlsKey}: {OneLine(failure)}",
        InvalidOperationException when IsAboutHttps(failure.Message) =>
            $"{ListeningAddress.UrlsKey}: an https address needs a certificate; name one in Kestrel:Certificates:Default:Path, or end TLS at a proxy.",
        InvalidDataException or FormatException when failure.Source?.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal) is true =>
            $"appsettings.json: {OneLine(failure)}",
        _ => null,
    };

    private static bool IsAboutHttps(string message) => message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal);

    private static string OneLine(Exception failure) => $"{failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
}
