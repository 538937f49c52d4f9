using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Outbox;

namespace StatusPage.Core.Persistence.Postgres;

public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : StatusPageContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // timestamptz takes UTC only.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<OutboxMessage>().Property(message => message.CreatedAt).HasDefaultValueSql("clock_timestamp()");
    }
}
