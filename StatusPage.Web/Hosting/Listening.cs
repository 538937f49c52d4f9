using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using StatusPage.Core;

namespace StatusPage.Web.Hosting;

/// <summary>Where the process listens and whom it believes about where requests come from.</summary>
internal static class Listening
{
    private const string DefaultUrl = "http://*:8080";

    // No form or request of the product is larger; imports will have a limit of their own.
    private const long LargestBody = 1024 * 1024;

    private static readonly string[] PortKeys = ["http_ports", "https_ports"];
    private static readonly string[] UrlKeys = ["urls", .. PortKeys];

    public static void AddListening(this WebApplicationBuilder builder)
    {
        var configured = builder.Configuration["urls"];
        if (configured is { Length: > 0 })
        {
            Check("urls", configured);
        }

        Array.ForEach(PortKeys, key => CheckPorts(key, builder.Configuration[key]));
        foreach (var endpoint in builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            Check($"{endpoint.Path}:Url", endpoint["Url"] ?? "");
        }

        if (UrlKeys.All(key => string.IsNullOrEmpty(builder.Configuration[key]))
            && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

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

    private static void Check(string key, string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                var port = BindingAddress.Parse(url).Port;
                if (port is < 0 or > IPEndPoint.MaxPort)
                {
                    throw new ConfigurationException(key, $"\"{url}\" has a port that is not between 0 and {IPEndPoint.MaxPort}.");
                }
            }
            catch (Exception failure) when (failure is FormatException or InvalidOperationException or ArgumentException or OverflowException)
            {
                throw new ConfigurationException(key, $"\"{url}\" is not an address to listen on; write it like http://127.0.0.1:8080.");
            }
        }
    }

    // The server takes what is no number for a part of the host's name, and listens elsewhere.
    private static void CheckPorts(string key, string? ports)
    {
        foreach (var port in (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new ConfigurationException(key, $"\"{port}\" is not a port.");
            }
        }
    }
}
