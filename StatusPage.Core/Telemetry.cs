using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace StatusPage.Core;

/// <summary>What the process tells of itself, the same in both executables.</summary>
public static class Telemetry
{
    /// <summary>Of every meter and source of the product. Their instruments are listed in docs/metrics.txt.</summary>
    public const string MeterName = "StatusPage";

    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Pools = "Npgsql";

    private static readonly string[] Meters =
    [
        MeterName, "System.Runtime", Pools,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
    ];

    /// <summary>Metrics, and where the standard variable names a collector, metrics and traces to there.</summary>
    /// <exception cref="ConfigurationException">The variable names no address.</exception>
    internal static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, NodeOptions node, string program)
    {
        var exports = configuration[Collector] is { Length: > 0 } collector && IsAddress(collector);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program, serviceInstanceId: node.Name))
            .WithMetrics(metrics =>
            {
                // What the driver calls a pool is its connection string.
                metrics.AddMeter(Meters).AddView(instrument => instrument.Meter.Name == Pools
                    ? new MetricStreamConfiguration { TagKeys = ["db.client.connection.state"] }
                    : null);
                if (exports)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (exports)
        {
            telemetry.WithTracing(traces => traces.AddSource(MeterName, $"{MeterName}.*").AddOtlpExporter());
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? true
            : throw new ConfigurationException(Collector, $"\"{text}\" is not an address such as http://collector:4317.");
}
