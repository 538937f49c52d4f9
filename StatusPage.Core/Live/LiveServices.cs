using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Live;

/// <summary>How nodes hear of each other's changes: not at all with one process, by the database with several, and sooner with Redis.</summary>
internal static class LiveServices
{
    /// <exception cref="ConfigurationException">Redis is named in a way that cannot be used.</exception>
    public static IServiceCollection AddLive(this IServiceCollection services, IConfiguration configuration, DatabaseKind database)
    {
        var redis = RedisSettings.From(configuration);
        services.AddSingleton<InProcessFeed>();
        if (database is DatabaseKind.Sqlite)
        {
            // Redis says that others run the jobs, and no other process can with a file: nothing would be checked, without a word.
            return redis is null
                ? services.AddSingleton<IStatusFeed>(provider => provider.GetRequiredService<InProcessFeed>())
                : throw new ConfigurationException(RedisSettings.Key, "needs PostgreSQL; with SQLite there is one process, which has nobody to talk to.");
        }

        services
            .AddSingleton<SharedFeed>()
            .AddSingleton<IStatusFeed>(provider => provider.GetRequiredService<SharedFeed>())
            .AddSingleton<IHostedService, ChangeSequence>();
        if (redis is not null)
        {
            services
                .AddSingleton(redis)
                .AddSingleton<IRedisUser, RedisFeed>()
                .AddSingleton<RedisLink>()
                .AddSingleton<IHostedService>(provider => provider.GetRequiredService<RedisLink>());
        }

        return services;
    }
}
