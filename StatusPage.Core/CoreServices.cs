using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Egress;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core;

public static class CoreServices
{
    // Reads the keys at the start, whether or not there is a database yet, and logs the stack of what it also throws where they are needed.
    private const string ReadsKeys = "Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider";

    /// <summary>The domain with its database, the same in both executables.</summary>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static DatabaseSettings AddCore(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var node = Node.From(configuration, contentRoot);
        var settings = DatabaseSettings.From(configuration, node.DataDirectory);

        // The first of all hosted services: others, the one of data protection among them, read the database when they start.
        services.AddSingleton(node).AddPersistence(settings).AddHostedService<Migrator>();
        services.AddEgress(configuration, allowPrivateByDefault: settings.Kind is DatabaseKind.Sqlite);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.AddFilter(ReadsKeys, LogLevel.None));
        services.AddDataProtection().SetApplicationName("StatusPage").PersistKeysToDbContext<StatusPageContext>();
        services.TryAddSingleton<IPasswordHasher<StaffUser>, PasswordHasher<StaffUser>>();
        services
            .AddSingleton<IStatusFeed, InProcessFeed>()
            .AddSingleton<ISetup, Setup>()
            .AddSingleton<IActors, Actors>()
            .AddSingleton<ICheckRecorder, CheckRecorder>()
            .AddSingleton<ISilenceWatch, SilenceWatch>()
            .AddSingleton<IMonitorQueries, MonitorQueries>()
            .AddSingleton<IComponentQueries, ComponentQueries>()
            .AddSingleton<IIncidentCommands, IncidentCommands>()
            .AddSingleton<IIncidentQueries, IncidentQueries>()
            .AddSingleton<IPageQueries, PageQueries>()
            .AddSingleton<IPageSnapshots, PageSnapshots>();
        return settings;
    }
}
