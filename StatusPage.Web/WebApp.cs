using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Jobs;
using StatusPage.Web.Account;
using StatusPage.Web.Draining;
using StatusPage.Web.Health;
using StatusPage.Web.Hosting;
using StatusPage.Web.Live;
using StatusPage.Web.Organizations;
using StatusPage.Web.Pages;
using StatusPage.Web.Serving;
using StatusPage.Web.Shell;
using StatusPage.Web.Subscribers;

namespace StatusPage.Web;

/// <summary>The web process, put together but not started.</summary>
internal static class WebApp
{
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static WebApplication Create(string[] args)
    {
        var folder = AppFolder.Find();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(WebApp).Assembly.GetName().Name,
            ContentRootPath = folder.Path,
        });
        if (!folder.IsPublished)
        {
            builder.WebHost.UseStaticWebAssets();
        }

        AddServices(builder);
        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<StartOutcome>().MarkEnding);
        UseMiddleware(app);
        MapEndpoints(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.AddLogs();
        var database = builder.Services.AddCore(builder.Configuration, builder.Environment.ContentRootPath, "statuspage-web");
        var draining = DrainSettings.From(builder.Configuration, database.Kind);
        builder.AddListening(draining.ManagementPort);
        builder.Services.AddDraining(draining);
        builder.Services.AddKnownProxies(builder.Configuration);
        builder.Services.AddLimits();
        builder.Services.AddFailures();
        builder.Services.AddAccounts();
        builder.Services.AddSetup(builder.Configuration);
        builder.Services.AddShell();
        builder.Services.AddServing(RedisSettings.IsSaidIn(builder.Configuration));
        builder.Services.AddHealth();
        builder.Services.AddMetricsEndpoint();
        if (RunsJobs(builder.Configuration))
        {
            builder.Services.AddJobs(builder.Configuration, database);
        }

        builder.Services.LoadKeysWhenNeeded();
    }

    // Without Redis there is nothing that would tell this process what others found, so it finds out itself.
    private static bool RunsJobs(ConfigurationManager configuration)
    {
        const string Key = "StatusPage:RunJobs";
        return configuration[Key] switch
        {
            null or "" => !RedisSettings.IsSaidIn(configuration),
            var text when bool.TryParse(text, out var runs) => runs,
            var text => throw new ConfigurationException(Key, $"\"{text}\" is neither true nor false."),
        };
    }

    private static void UseMiddleware(WebApplication app)
    {
        app.UseMetricsEndpoint();
        app.UseForwardedHeaders();
        app.UseNamelessHost();
        app.UseManagementPort();
        app.UseSocketGate();
        app.UseFailures();
        app.UseSecurityHeaders();
        app.UseSocketOrigin();
        app.UsePublicPages();
        app.UseHeadRequests();
        app.UseRouting();
        app.UseDatabaseGate();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapServing();
        app.MapHealth();
        app.MapManagementPort();
        app.MapAccount();
        app.MapSetup();
        app.MapSubscriptions();
        app.MapSubscriberExport();
        app.MapPagePreviews();
        app.MapShell();
    }
}
