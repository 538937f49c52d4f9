using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Egress;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Persistence.Sqlite;
using StatusPage.Core.Secrets;

namespace StatusPage.Core;

public static class CoreServices
{
    // Logs the stack of what it also throws to whoever needs the keys, who says in a line that there is no database.
    private const string ReadsKeys = "Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider";

    /// <summary>The domain with its database, the same in both executables.</summary>
    /// <param name="program">What the database server calls this process's sessions.</param>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static DatabaseSettings AddCore(
        this IServiceCollection services, IConfiguration configuration, string contentRoot, string program = "statuspage")
    {
        var node = Node.From(configuration, contentRoot);
        var settings = DatabaseSettings.From(configuration, node.DataDirectory, program);
        if (settings.Kind is DatabaseKind.Sqlite)
        {
            settings = SqliteFile.Checked(settings, contentRoot);
        }

        // The first of all hosted services: others read the database when they start.
        services.AddHostedService<EarlyEnd>();
        services.AddSingleton(node).AddPersistence(settings).AddHostedService<Migrator>();
        services.AddLive(configuration, settings.Kind);
        services.AddTelemetry(configuration, node, program);
        services.AddNotifications(configuration);
        services.AddEgress(configuration, allowPrivateByDefault: settings.Kind is DatabaseKind.Sqlite);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.AddFilter(ReadsKeys, LogLevel.None));
        services.AddDataProtection().SetApplicationName("StatusPage").PersistKeysToDbContext<StatusPageContext>();
        services.TryAddSingleton<IPasswordHasher<StaffUser>, PasswordHasher<StaffUser>>();
        services
            .AddSingleton<ISetup, Setup>()
            .AddSingleton<Acts>()
            .AddSingleton<IActors, Actors>()
            .AddSingleton<ICheckRecorder, CheckRecorder>()
            .AddSingleton<ISilenceWatch, SilenceWatch>()
            .AddSingleton<ILocations, LocationRegistry>()
            .AddSingleton<ISecrets, ProtectedSecrets>()
            .AddSingleton<IAcknowledgements, Acknowledgements>()
            .AddMonitors()
            .AddComponents()
            .AddSingleton<IIncidentCommands, IncidentCommands>()
            .AddSingleton<IIncidentEdits, IncidentEdits>()
            .AddSingleton<IIncidentQueries, IncidentQueries>()
            .AddSingleton<IIncidentTimeline, IncidentTimelineReader>()
            .AddPages()
            .AddSingleton<IParkedEffects, ParkedEffects>()
            .AddSingleton<OutboxTelemetry>()
            .AddSingleton<OutboxQueue>()
            .AddOrganizations(program)
            .AddHostedService<OutboxWatch>()
            .AddHostedService<OutboxDispatcher>();
        return settings;
    }

    /// <summary>
    /// Takes away what reads the keys of data protection before anything is served. Where the database is late that fails, with stacks in the
    /// log that alarm for nothing; whoever needs the keys first waits for the database anyway. To be called last: others add it again.
    /// </summary>
    public static void LoadKeysWhenNeeded(this IServiceCollection services)
    {
        var early = services.Where(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly).ToList();
        early.ForEach(service => services.Remove(service));
    }
}
