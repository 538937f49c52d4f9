using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Persistence;
using StatusPage.Jobs.Health;

namespace StatusPage.Jobs;

/// <summary>A process that only works: it serves nothing but its own health and metrics.</summary>
internal static class Program
{
    // Beside Web on the same machine; an image says its own.
    private const int Port = 8081;

    // Orchestrators give ten seconds, and running checks are given six of them.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(7.5);

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static async Task<int> Main(string[] args)
    {
        EarlyEnd.Watch();
        if (HealthCommand.IsAskedBy(args))
        {
            return await HealthCommand.RunAsync(args, TimeProvider.System);
        }

        try
        {
            await using var app = Build(args);
            return await app.RunToEndAsync();
        }
        catch (Exception failure) when (StartFailure.Line(failure) is { } line)
        {
            // One line that says what to change is of more use than a stack.
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    private static WebApplication Build(string[] args)
    {
        IHostApplicationLifetime? lifetime = null;
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders()
            .AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            })

            // Its only requests are those for its health; what the database is asked several times a second is no news either.
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)

            // What keeps it from starting is thrown as well, and being told to end is among that. While it ends, what waits for a database that
            // does not answer fails, and is no news.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level =>
                lifetime is { ApplicationStarted.IsCancellationRequested: true, ApplicationStopping.IsCancellationRequested: false } && level >= LogLevel.Information);
        Listen(builder);
        var database = builder.Services.AddCore(builder.Configuration, builder.Environment.ContentRootPath, "statuspage-jobs");
        if (database.Kind is DatabaseKind.Sqlite)
        {
            throw new ConfigurationException(
                DatabaseSettings.Key, "a worker of its own needs PostgreSQL; with SQLite the web process runs the jobs itself.");
        }

        builder.Services.AddJobs(builder.Configuration, database);
        builder.Services.AddMetricsEndpoint();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
        builder.Services.LoadKeysWhenNeeded();

        var app = builder.Build();
        lifetime = app.Lifetime;
        app.UseMetricsEndpoint();
        app.MapMethods("/health/live", GetAndHead, () => Results.Text("alive\n")).DisableHttpMetrics();
        app.MapMethods("/health/ready", GetAndHead, WorkerReadiness.AnswerAsync).DisableHttpMetrics();
        return app;
    }

    private static void Listen(WebApplicationBuilder builder)
    {
        ListeningAddress.Check(builder.Configuration);
        if (builder.Configuration["https_ports"] is { Length: > 0 })
        {
            throw new ConfigurationException("https_ports", "a worker serves nothing but its health, by http.");
        }

        if (builder.Configuration[ListeningAddress.UrlsKey]?.Contains("https://", StringComparison.OrdinalIgnoreCase) is true)
        {
            throw new ConfigurationException(ListeningAddress.UrlsKey, "a worker serves nothing but its health, by http.");
        }

        if (!ListeningAddress.IsSaidIn(builder.Configuration))
        {
            builder.WebHost.UseUrls($"http://*:{Port}");
        }
    }
}
