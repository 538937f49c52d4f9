using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Tests.Rig;

/// <summary>Asks a server on 127.0.0.1 for a sign of life.</summary>
internal static class TcpAnswer
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>What it answers to a line, up to 512 characters; null when it does not within a second.</summary>
    public static async Task<string?> ToAsync(int port, string line)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Longest);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, late.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), late.Token);
            var answer = new byte[512];
            return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, late.Token));
        }
        catch (Exception silent) when (silent is SocketException or IOException or OperationCanceledException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
