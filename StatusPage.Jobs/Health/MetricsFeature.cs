using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using StatusPage.Core;
using StatusPage.Core.Tokens;

namespace StatusPage.Jobs.Health;

/// <summary>Prometheus asks here. From where it needs no token, the answer needs neither a database nor anything else that may be away.</summary>
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
        var tokens = app.Services.GetRequiredService<MetricsTokens>();
        app.MapWhen(
            context => context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase),
            metrics =>
            {
                metrics.Use((context, next) => AnswerAsync(context, next, readers, tokens));
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(_ => true);
            });
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, MetricsReaders readers, MetricsTokens tokens)
    {
        // Looking must not change what is seen.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags)
        {
            tags.MetricsDisabled = true;
        }

        var from = context.Connection.RemoteIpAddress;
        var answer = readers.May(from, context.Request.Headers.Keys)
            ? MetricsAnswer.Allowed
            : await tokens.MayAsync(context.Request.Headers.Authorization, from?.ToString(), context.RequestAborted);
        if (answer is MetricsAnswer.Allowed)
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = answer is MetricsAnswer.NotNow ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
        }
    }
}
