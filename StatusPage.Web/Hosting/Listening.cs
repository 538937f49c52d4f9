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

    /// <param name="managementPort">Listened to besides what is configured; null for none.</param>
    public static void AddListening(this WebApplicationBuilder builder, int? managementPort = null)
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
                builder.Configuration["Kestrel:Endpoints:Management:Url"] = management;
            }

            return;
        }

        var urls = Urls(builder.Configuration);
        if (management is null && urls != DefaultUrl)
        {
            return;
        }

        builder.WebHost.UseUrls(management is null ? urls : $"{urls};{management}");

        // Part of the addresses now; the server would warn that it does not use them.
        Array.ForEach(PortKeys, key => builder.WebHost.UseSetting(key, ""));
    }

    // The server's own order: addresses, else ports, else the default.
    private static string Urls(ConfigurationManager configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return urls;
        }

        var ports = PortKeys.SelectMany(key => Ports(configuration[key]).Select(port => $"{key[..^"_ports".Length]}://*:{port}")).ToList();
        return ports.Count > 0 ? string.Join(';', ports) : DefaultUrl;
    }

    private static string[] Ports(string? ports) => (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
        foreach (var port in Ports(ports))
        {
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new ConfigurationException(key, $"\"{port}\" is not a port.");
            }
        }
    }
}
