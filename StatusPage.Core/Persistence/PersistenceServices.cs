using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence.Postgres;
using StatusPage.Core.Persistence.Sqlite;

namespace StatusPage.Core.Persistence;

public static class PersistenceServices
{
    // EF logs each with its stack and throws it; whoever catches it knows what it means and says so once.
    private static readonly (EventId Id, LogLevel Level)[] ThrownAsWell =
    [
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
    ];

    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<Database>().AddSingleton<DatabaseReadiness>();
        switch (settings.Kind)
        {
            case DatabaseKind.Sqlite:
                services.AddSingleton<IDatabaseDialect, SqliteDialect>();
                services.AddContext<SqliteContext>((_, options) =>
                    options.UseSqlite(settings.ConnectionString).AddInterceptors(new SqlitePragmas()));
                break;
            case DatabaseKind.Postgres:
                services.AddSingleton<IDatabaseDialect, PostgresDialect>();
                services.AddSingleton<DatabaseBreaker>().AddSingleton<BreakerInterceptor>();
                services.AddContext<PostgresContext>((provider, options) =>
                    options.UseNpgsql(settings.ConnectionString).AddInterceptors(provider.GetRequiredService<BreakerInterceptor>()));
                break;
        }

        // For Identity's and data protection's stores, which take a scoped context.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<StatusPageContext>>().CreateDbContext());
        return services;
    }

    private static void AddContext<TContext>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TContext : StatusPageContext
    {
        services.AddDbContextFactory<TContext>((provider, options) =>
        {
            configure(provider, options);
            options.ConfigureWarnings(events => events.Log(ThrownAsWell));
        });
        services.AddSingleton<IDbContextFactory<StatusPageContext>, ContextFactory<TContext>>();
    }

    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<StatusPageContext>
        where TContext : StatusPageContext
    {
        public StatusPageContext CreateDbContext() => factory.CreateDbContext();
    }
}
