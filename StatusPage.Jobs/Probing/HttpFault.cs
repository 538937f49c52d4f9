using System.Net.Sockets;
using System.Security.Authentication;
using StatusPage.Core.Egress;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>What went wrong with an HTTP check, before it is known how long it took.</summary>
internal sealed record HttpFault(ProbeReason Reason, string Detail)
{
    public ProbeResult After(TimeSpan latency, Uri address, bool isRedirected)
    {
        // Without its query, in which a redirect carries what opens doors: tickets, tokens, codes.
        var detail = isRedirected ? $"{Detail} (redirected to {address.GetLeftPart(UriPartial.Path)})" : Detail;
        return Reason is ProbeReason.RefusedByPolicy or ProbeReason.InternalError
            ? ProbeResult.NotRun(latency, Reason, detail)
            : ProbeResult.Failed(latency, Reason, detail);
    }

    /// <summary>Null when the exception is not one that a target or the network can cause.</summary>
    public static HttpFault? From(Exception failure) => failure switch
    {
        EgressRefusedException refused => new HttpFault(ProbeReason.RefusedByPolicy, refused.Message),
        DialFailedException dial => FromDial(dial),
        AuthenticationException tls => new HttpFault(ProbeReason.TlsFailed, TlsText(tls)),
        HttpRequestException { InnerException: { } inner } when From(inner) is { } known => known,
        HttpRequestException request => FromHttp(request.HttpRequestError, request.Message),
        HttpIOException answer => FromHttp(answer.HttpRequestError, answer.Message),
        InvalidDataException => new HttpFault(ProbeReason.ProtocolError, "the answer cannot be decompressed"),
        IOException or SocketException => new HttpFault(ProbeReason.ConnectionFailed, $"the connection broke: {failure.Message}"),
        _ => null,
    };

    private static HttpFault FromDial(DialFailedException dial) => dial.Error switch
    {
        _ when dial.EndPoint is null => new HttpFault(ProbeReason.NameNotResolved, $"the name {dial.Host} has no address: {dial.InnerException?.Message}"),
        SocketError.ConnectionRefused => new HttpFault(ProbeReason.ConnectionRefused, $"connection refused by {dial.EndPoint}"),

        // Nobody but this node is short of these.
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
            new HttpFault(ProbeReason.InternalError, $"no connection could be opened here: {dial.InnerException?.Message}"),
        _ => new HttpFault(ProbeReason.ConnectionFailed, $"no connection to {dial.EndPoint}: {dial.InnerException?.Message}"),
    };

    private static HttpFault FromHttp(HttpRequestError error, string message) => error switch
    {
        HttpRequestError.NameResolutionError => new HttpFault(ProbeReason.NameNotResolved, message),
        HttpRequestError.ConnectionError => new HttpFault(ProbeReason.ConnectionFailed, message),
        HttpRequestError.SecureConnectionError => new HttpFault(ProbeReason.TlsFailed, message),
        HttpRequestError.ResponseEnded => new HttpFault(ProbeReason.ProtocolError, "the connection was closed before the answer was complete"),
        HttpRequestError.ConfigurationLimitExceeded => new HttpFault(ProbeReason.ProtocolError, "the answer's headers are too large"),
        _ => new HttpFault(ProbeReason.ProtocolError, $"not a valid HTTP answer: {message}"),
    };

    private static string TlsText(AuthenticationException failure) =>
        failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message;
}
