using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace StatusPage.Core.Egress;

/// <summary>Makes the only HTTP handlers that may talk to addresses typed by somebody.</summary>
public sealed class GuardedHttp(GuardedDialler dialler)
{
    private const int HeaderKilobytes = 64;

    /// <summary>
    /// One handler for one conversation, to be disposed after it. A pool would carry connections from one check, and one tenant, to the next:
    /// the second check would then measure no connection, and would not notice that the name moved or the certificate expired.
    /// </summary>
    /// <param name="clock">Is told of each step up to the request; null where nobody asks how long they take.</param>
    public SocketsHttpHandler NewHandler(TimeSpan connectTimeout, PhaseClock? clock = null) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var stream = await dialler.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, clock, cancellationToken);
            clock?.BeginSecure();
            return stream;
        },

        // The first moment after the handshake, and also without one.
        PlaintextStreamFilter = (context, _) =>
        {
            clock?.BeginWait();
            return ValueTask.FromResult(context.PlaintextStream);
        },
        ConnectTimeout = connectTimeout,

        // Each request dials anew: a kept connection may be closing just then, and a request with a body is not sent a second time.
        PooledConnectionLifetime = TimeSpan.Zero,

        // A proxy of the environment would connect for us, and to wherever it likes.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

            // A certificate may name addresses for its issuer or its revocation list; fetching them would go around the guard.
            CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        },
    };

    /// <summary>A request that never becomes HTTP/3, which would not ask the guard for its connection.</summary>
    public static HttpRequestMessage NewRequest(HttpMethod method, Uri address) => new(method, address)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };
}
