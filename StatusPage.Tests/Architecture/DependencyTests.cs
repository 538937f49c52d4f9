namespace StatusPage.Tests.Architecture;

/// <summary>Who knows whom.</summary>
public sealed class DependencyTests
{
    // What the packages that keep accounts and keys in the database bring; nothing of it needs a web server.
    private static readonly string[] StoresOfAspNet =
    [
        "Microsoft.AspNetCore.DataProtection",
        "Microsoft.AspNetCore.DataProtection.Abstractions",
        "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore",
        "Microsoft.AspNetCore.Identity",
        "Microsoft.AspNetCore.Identity.EntityFrameworkCore",
        "Microsoft.Extensions.Identity.Core",
        "Microsoft.Extensions.Identity.Stores",
    ];

    // Opening connections, not just naming their errors or addresses.
    private static readonly string[] Doors =
    [
        "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient",
        "System.Net.Sockets.TcpListener",
        "System.Net.Sockets.UdpClient",
        "System.Net.Sockets.NetworkStream",
        "System.Net.Sockets.UnixDomainSocketEndPoint",
        "System.Net.Http.HttpClient",
        "System.Net.Http.HttpClientHandler",
        "System.Net.Http.SocketsHttpHandler",
        "System.Net.Http.IHttpClientFactory",
        "System.Net.WebSockets.ClientWebSocket",
        "System.Net.Dns",
        "System.Net.WebClient",
        "System.Net.WebRequest",
        "System.Net.Mail.SmtpClient",
        "MailKit.Net.Smtp.SmtpClient",
        "System.Net.NetworkInformation.Ping",
        "System.Net.Quic.QuicConnection",
    ];

    [Fact]
    public void Core_References_AreNoFramework()
    {
        var references = Assemblies.References(Assemblies.Core);

        Assert.Empty(references.Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).Except(StoresOfAspNet));
        Assert.DoesNotContain(references, IsOf("MudBlazor"));
        Assert.DoesNotContain(references, IsOf("Quartz"));
        Assert.DoesNotContain(references, IsOf("StatusPage"));
    }

    [Fact]
    public void Jobs_References_KnowNeitherWebNorItsComponents()
    {
        var references = Assemblies.References(Assemblies.Jobs);

        Assert.DoesNotContain(references, IsOf("MudBlazor"));
        Assert.Equal(["StatusPage.Core"], references.Where(name => IsOf("StatusPage")(name)));
    }

    [Fact]
    public void Web_UsesOfJobs_AreOneCall()
    {
        var used = Assemblies.Uses(Assemblies.Web).Select(use => use.Used)
            .Where(name => name.StartsWith("StatusPage.Jobs.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "StatusPage.Jobs.JobsServices" }, used.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Product_OutgoingConnections_AreEgressAlone()
    {
        var openers = Assemblies.All.SelectMany(Assemblies.Uses).Where(use => Doors.Contains(use.Used, StringComparer.Ordinal)).ToList();

        Assert.Contains(openers, use => use.Used == "System.Net.Sockets.Socket");
        Assert.DoesNotContain(openers, use => !use.User.StartsWith("StatusPage.Core.Egress.", StringComparison.Ordinal) && !TakesAHandler(use) && !ReachesTheMailServer(use));
    }

    // A handler that the guard has made has to be named to be passed on.
    private static bool TakesAHandler((string User, string Used) use) =>
        use is { User: "StatusPage.Jobs.Probing.HttpCheck", Used: "System.Net.Http.SocketsHttpHandler" };

    // It is the operator's own, named in the configuration.
    private static bool ReachesTheMailServer((string User, string Used) use) =>
        use is { User: "StatusPage.Jobs.Notifications.SmtpConnections", Used: "MailKit.Net.Smtp.SmtpClient" };

    private static Predicate<string> IsOf(string product) =>
        name => name == product || name.StartsWith($"{product}.", StringComparison.Ordinal);
}
