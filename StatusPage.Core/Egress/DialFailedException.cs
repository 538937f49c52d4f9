using System.Net;
using System.Net.Sockets;

namespace StatusPage.Core.Egress;

/// <summary>No connection came about: the name has no address, or none of its addresses took the call.</summary>
/// <param name="endPoint">The last one tried; null when the name could not be resolved.</param>
public sealed class DialFailedException(string host, IPEndPoint? endPoint, SocketException cause)
    : IOException($"No connection to {(object?)endPoint ?? host}: {cause.SocketErrorCode}.", cause)
{
    public string Host { get; } = host;

    public IPEndPoint? EndPoint { get; } = endPoint;

    public SocketError Error { get; } = cause.SocketErrorCode;
}
