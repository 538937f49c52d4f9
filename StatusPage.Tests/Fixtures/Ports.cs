using System.Net;
using System.Net.Sockets;

namespace StatusPage.Tests.Fixtures;

/// <summary>Ports for servers that are told where to listen. Safe to use from several threads.</summary>
internal static class Ports
{
    // Below those that the system gives to whoever connects: between being found free and being used, nobody takes one of these.
    private const int First = 10_000;
    private const int Count = 10_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port of 127.0.0.1 on which nobody listens, given once.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref _next) & int.MaxValue) % Count);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken by somebody else; the next one may do.
            }
        }
    }
}
