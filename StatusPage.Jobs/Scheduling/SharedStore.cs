using Npgsql;
using Quartz;

namespace StatusPage.Jobs.Scheduling;

/// <summary>Quartz's tables in the product's database, through connections of its own: neither can take the last one from the other.</summary>
internal static class SharedStore
{
    /// <summary>What the connections call themselves in pg_stat_activity.</summary>
    public const string ApplicationName = "StatusPage scheduler";

    private const int Connections = 6;

    // A node that is killed is noticed after the two of them, by another that looks as often: within six seconds.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CheckInGrace = TimeSpan.FromSeconds(2);

    // No job here makes up for a run that was missed, so missing one costs nothing but what it would have done.
    private static readonly TimeSpan MissedAfter = TimeSpan.FromSeconds(3);

    // A statement waits for the lock that all nodes share. Whoever holds it for so long is not at work but hangs.
    private static readonly TimeSpan LongestStatement = TimeSpan.FromSeconds(5);

    /// <param name="makesTables">Whether those that are missing are made; else a scheduler that misses any is refused.</param>
    public static void AddTo(IQuartzBuilder quartz, NpgsqlDataSource source, bool makesTables)
    {
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres((DataSourceOptions options) => options.DataSourceFactory = _ => source);
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = CheckIn;
                cluster.CheckinMisfireThreshold = CheckInGrace;
            });
            if (makesTables)
            {
                store.ProvisionSchema();
            }

            store.ConfigureStore(options =>
            {
                options.StoreJobDataAsStrings = true;
                options.MisfireThreshold = MissedAfter;
                options.MisfireHandlerFrequency = TimeSpan.FromSeconds(1);
                options.DbRetryInterval = TimeSpan.FromSeconds(1);
                options.CommandTimeout = LongestStatement;
                options.UseBackgroundThreads = true;
                options.LockWaitWarningThreshold = TimeSpan.FromSeconds(3);
            });
        });
    }

    /// <param name="connectionString">Of the role that works, or of the one that may make tables.</param>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            MaxPoolSize = Connections,
            MinPoolSize = 0,

            // Keeps what is set below. Quartz leaves nothing behind in a session that would have to be cleaned up.
            NoResetOnClose = true,
        };
        var source = new NpgsqlDataSourceBuilder(connection.ConnectionString);

        // A process that is stopped, or a machine that freezes, within a transaction would hold the lock of all nodes for as long as that lasts.
        const string EndWhenStopped = "SET idle_in_transaction_session_timeout = 5000";
        source.UsePhysicalConnectionInitializer(
            opened => Run(new NpgsqlCommand(EndWhenStopped, opened)), opened => RunAsync(new NpgsqlCommand(EndWhenStopped, opened)));
        return source.Build();
    }

    private static void Run(NpgsqlCommand command)
    {
        using (command)
        {
            command.ExecuteNonQuery();
        }
    }

    private static async Task RunAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync();
        }
    }
}
