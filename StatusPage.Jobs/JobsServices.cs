using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StatusPage.Core;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Jobs.Locations;
using StatusPage.Jobs.Monitors;
using StatusPage.Jobs.Notifications;
using StatusPage.Jobs.Probing;
using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs;

public static class JobsServices
{
    /// <summary>Everything that runs by the clock. Needs what AddCore adds, in any order.</summary>
    /// <param name="database">On PostgreSQL all nodes share the jobs; on SQLite this one has them for itself.</param>
    /// <exception cref="StatusPage.Core.ConfigurationException">A setting cannot be used.</exception>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration, DatabaseSettings database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(ProbeSettings.From(configuration));
        services.AddNotifications(configuration);
        services.AddSingleton<IProbe, HttpProbe>();
        services.AddSingleton<ICheckClaims, CheckClaims>();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<RunningChecks>();
        services.AddSingleton<ProbeSweep>();
        services.AddSingleton<IProbeSweep>(provider => provider.GetRequiredService<ProbeSweep>());
        services.AddSingleton<ITriggerSource, ProbeSchedule>();
        services.AddMonitorJobs();

        // Services stop in the reverse of this order: leases are renewed until the drain is over.
        services.AddHostedService<NodeReporter>();
        services.AddScheduler(database);
        services.AddHostedService<SweepWatchdog>();
        services.AddHostedService<LeaseKeeper>();
        services.AddSingleton<ProbeDrain>().AddHostedService(provider => provider.GetRequiredService<ProbeDrain>());
        services.AddSingleton<IDrainable>(provider => provider.GetRequiredService<ProbeDrain>());
        return services;
    }
}
