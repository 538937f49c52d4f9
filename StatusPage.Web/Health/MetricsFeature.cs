using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;
using StatusPage.Core;

namespace StatusPage.Web.Health;

/// <summary>Prometheus asks here. The answer needs neither a database nor anything else that may be away.</summary>
internal static class MetricsFeature
{
    private const string Path = "/metrics";

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddPrometheusExporter());
        return services;
    }

    /// <summary>Belongs before everything: later the connection's address may be what a header says.</summary>
    public static void UseMetricsEndpoint(this WebApplication app)
    {
        var readers = MetricsReaders.From(app.Configuration);
        app.MapWhen(
            context => context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase),
            metrics =>
            {
                metrics.Use((context, next) => AnswerAsync(context, next, readers));
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(_ => true);
            });
    }

    private static Task AnswerAsync(HttpContext context, RequestDelegate next, MetricsReaders readers)
    {
        // Looking must not change what is seen.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags)
        {
            tags.MetricsDisabled = true;
        }

        if (readers.May(context.Connection.RemoteIpAddress, context.Request.Headers.Keys))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
