using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>Quartz: shared by all nodes on PostgreSQL, in memory beside a SQLite file.</summary>
internal static class SchedulerServices
{
    /// <summary>Of all nodes together, in the tables.</summary>
    public const string Name = "StatusPage";

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
        services.AddQuartz(quartz =>
        {
            if (database.Kind is DatabaseKind.Postgres)
            {
                SharedStore.AddTo(quartz, database);
            }
            else
            {
                quartz.UseInMemoryStore();
            }

            quartz.AddJobListener<JobFailureListener>();
            quartz.AddSchedulerListener<SchedulerFailureListener>();
        });
        services.AddOptions<QuartzSchedulerOptions>().Configure<NodeOptions>(Configure);
        services.AddSingleton<TriggerReconciler>();
        services.AddSingleton<SchedulerHost>().AddHostedService(provider => provider.GetRequiredService<SchedulerHost>());
        services.AddSingleton<IDrainable>(provider => provider.GetRequiredService<SchedulerHost>());
        if (database.Kind is DatabaseKind.Postgres)
        {
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

    private static void Configure(QuartzSchedulerOptions options, NodeOptions node)
    {
        options.InstanceName = Name;
        options.InstanceId = node.Name;

        // Reserves no more than the next one, and not long before it is due: what a node that dies has reserved, nobody runs until it is missed.
        options.MaxBatchSize = 1;
        options.IdleWaitTime = TimeSpan.FromSeconds(1);

        // Its own location's jobs and those that belong to none.
        options.ServedExecutionGroups.Add(node.Location);
        options.ServedExecutionGroups.Add("_");
    }
}
