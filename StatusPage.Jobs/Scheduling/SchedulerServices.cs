using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>Quartz: shared by all nodes on PostgreSQL, in memory beside a SQLite file.</summary>
internal static class SchedulerServices
{
    // These report each failed attempt with its stack, several times a second while the database is away. The two listeners say what is wrong, in
    // a line and from time to time; the watchdog says how long it lasted.
    private static readonly string[] ReportedByListeners =
    [
        "Quartz.Core.JobRunShell",
        "Quartz.Core.ErrorLogger",
        "Quartz.Core.QuartzSchedulerThread",
        "Quartz.Impl.AdoJobStore.ClusterManager",
        "Quartz.Impl.AdoJobStore.MisfireHandler",
        "Quartz.Impl.AdoJobStore.LocalTransactionJobStore",
    ];

    public static void AddScheduler(this IServiceCollection services, DatabaseSettings database)
    {
        // Brings what schedulers are made with; the one that is used is made later, once there is a database.
        services.AddQuartz(static _ => { });
        services.AddSingleton<SchedulerMaker>();
        services.AddSingleton<TriggerReconciler>();
        services.AddSingleton<SchedulerHost>().AddHostedService(provider => provider.GetRequiredService<SchedulerHost>());
        services.AddSingleton<IDrainable>(provider => provider.GetRequiredService<SchedulerHost>());
        if (database.Kind is DatabaseKind.Postgres)
        {
            services.AddKeyedSingleton(SharedStore.ApplicationName, (_, _) => SharedStore.Open(database.ConnectionString));
            services.AddSingleton<StuckTriggers>();
            services.AddHostedService<StuckTriggerReaper>();
        }

        services.AddLogging(logging =>
        {
            logging.AddFilter("Quartz", LogLevel.Warning);
            foreach (var category in ReportedByListeners)
            {
                logging.AddFilter(category, LogLevel.None);
            }
        });
    }
}
