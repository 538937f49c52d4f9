using System.Globalization;
using Microsoft.AspNetCore.HttpOverrides;
using StatusPage.Core;

namespace StatusPage.Web.Hosting;

/// <summary>Where the process listens and whom it believes about where requests come from.</summary>
internal static class Listening
{
    private const string DefaultUrl = "http://*:8080";

    // No form or request of the product is larger; imports will have a limit of their own.
    private const long LargestBody = 1024 * 1024;

    /// <param name="managementPort">Listened to besides what is configured; null for none.</param>
    public static void AddListening(this WebApplicationBuilder builder, int? managementPort = null)
    {
        ListeningAddress.Check(builder.Configuration);
        foreach (var endpoint in builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            ListeningAddress.CheckUrls($"{endpoint.Path}:Url", endpoint["Url"]);
        }

        Listen(builder, managementPort);

        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
        });
    }

    public static void AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = KnownProxies.From(configuration);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // The defaults would believe anything that runs on this machine.
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            options.ForwardLimit = 1;
            if (networks.Count == 0)
            {
                options.ForwardedHeaders = ForwardedHeaders.None;
                return;
            }

            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in networks)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    private static void Listen(WebApplicationBuilder builder, int? managementPort)
    {
        var management = managementPort is { } port ? $"http://*:{port.ToString(CultureInfo.InvariantCulture)}" : null;
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            // These take the place of all other addresses, so the port has to be one of them.
            if (management is not null)
            {
                CheckApart(managementPort, string.Join(';', builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"])));
                builder.Configuration["Kestrel:Endpoints:Management:Url"] = management;
            }

            return;
        }

        var urls = Urls(builder.Configuration);
        CheckApart(managementPort, urls);
        if (management is null && urls != DefaultUrl)
        {
            return;
        }

        builder.WebHost.UseUrls(management is null ? urls : $"{urls};{management}");

        // Part of the addresses now; the server would warn that it does not use them.
        foreach (var key in ListeningAddress.PortKeys)
        {
            builder.WebHost.UseSetting(key, "");
        }
    }

    // The server's own order: addresses, else ports, else the default.
    private static string Urls(ConfigurationManager configuration)
    {
        if (configuration[ListeningAddress.UrlsKey] is { Length: > 0 } urls)
        {
            return urls;
        }

        var ports = ListeningAddress.PortKeys.SelectMany(key => ListeningAddress.Ports(configuration[key]).Select(port => $"{key[..^"_ports".Length]}://*:{port}")).ToList();
        return ports.Count > 0 ? string.Join(';', ports) : DefaultUrl;
    }

    // Both can be listened to, and whatever came to the one address would count as coming to the other.
    private static void CheckApart(int? managementPort, string urls)
    {
        if (urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(url => BindingAddress.Parse(url).Port == managementPort))
        {
            throw new ConfigurationException("StatusPage:ManagementPort", "is a port that everybody else uses; it needs one of its own.");
        }
    }
}
