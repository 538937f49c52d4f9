using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>
/// Makes the scheduler, and its tables where they are missing. Each attempt makes another one, since Quartz refuses to go on with one whose
/// tables could not be reached.
/// </summary>
internal sealed class SchedulerMaker(ISchedulerRuntime quartz, DatabaseSettings settings, Database database, NodeOptions node, IServiceProvider services)
{
    /// <summary>Of all nodes together, in the tables.</summary>
    public const string Name = "StatusPage";

    /// <returns>Not started yet. Whoever asked stops it.</returns>
    public async Task<IScheduler> MakeAsync(CancellationToken cancellationToken)
    {
        if (settings.Kind is not DatabaseKind.Postgres)
        {
            return await AddAsync(static builder => builder.UseInMemoryStore(), cancellationToken);
        }

        try
        {
            return await OnTablesAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !database.Dialect.IsAway(failure))
        {
            // Of nodes that start together only one may make them.
            await database.AloneAsync(() => MakeTablesAsync(cancellationToken), cancellationToken);
            return await OnTablesAsync(cancellationToken);
        }
    }

    private ValueTask<IScheduler> OnTablesAsync(CancellationToken cancellationToken)
    {
        var source = services.GetRequiredKeyedService<NpgsqlDataSource>(SharedStore.ApplicationName);
        return AddAsync(builder => SharedStore.AddTo(builder, source, makesTables: false), cancellationToken);
    }

    // Quartz makes them for a scheduler that is never started, by the role that may.
    private async Task MakeTablesAsync(CancellationToken cancellationToken)
    {
        await using var source = SharedStore.Open(settings.MigrationsConnectionString ?? settings.ConnectionString);
        await AddAsync(builder => SharedStore.AddTo(builder, source, makesTables: true), cancellationToken);
        await quartz.Remove(Name, waitForJobsToComplete: false, cancellationToken);
    }

    private ValueTask<IScheduler> AddAsync(Action<IQuartzBuilder> addStore, CancellationToken cancellationToken) => quartz.Add(
        Name,
        builder =>
        {
            addStore(builder);
            builder.AddJobListener<JobFailureListener>();
            builder.AddSchedulerListener<SchedulerFailureListener>();
            builder.ConfigureScheduler(Configure);
        },
        SchedulerAddOptions.WithoutStarting,
        cancellationToken);

    private void Configure(QuartzSchedulerOptions options)
    {
        options.InstanceId = node.Name;

        // Reserves no more than the next one, and not long before it is due: what a node that dies has reserved, nobody runs until it is missed.
        options.MaxBatchSize = 1;
        options.IdleWaitTime = TimeSpan.FromSeconds(1);

        // Its own location's jobs and those that belong to none.
        options.ServedExecutionGroups.Add(node.Location);
        options.ServedExecutionGroups.Add("_");
    }
}
