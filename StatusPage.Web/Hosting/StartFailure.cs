using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using StatusPage.Core;

namespace StatusPage.Web.Hosting;

/// <summary>The failures of a start that an operator can mend, in one line each.</summary>
internal static class StartFailure
{
    /// <summary>Null when the failure is a defect, which deserves its stack.</summary>
    public static string? Line(Exception failure) => failure switch
    {
        ConfigurationException configuration => configuration.Message.ReplaceLineEndings(" "),
        IOException { InnerException: AddressInUseException } => $"urls: {OneLine(failure)} Stop what listens there or choose another port with --urls.",
        IOException { InnerException: SocketException } or SocketException => $"urls: {OneLine(failure)}",
        InvalidOperationException when failure.Message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal) =>
            "urls: an https address needs a certificate; name one in Kestrel:Certificates:Default:Path, or end TLS at a proxy.",
        InvalidDataException or FormatException when failure.Source?.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal) is true =>
            $"appsettings.json: {OneLine(failure)}",
        _ => null,
    };

    private static string OneLine(Exception failure) => $"{failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
}
