using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>A TLS server on 127.0.0.1 that shows one certificate to one caller.</summary>
internal sealed class TlsTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public TlsTarget(X509Certificate2 certificate)
    {
        _listener.Start();
        _serving = ServeAsync(certificate);
    }

    public string Address => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(X509Certificate2 certificate)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.CopyToAsync(Stream.Null);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException or SocketException or InvalidOperationException)
        {
            // The caller did not like the certificate.
        }
    }
}
