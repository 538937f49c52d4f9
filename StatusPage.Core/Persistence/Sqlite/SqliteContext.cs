using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Outbox;

namespace StatusPage.Core.Persistence.Sqlite;

public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : StatusPageContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no type for an instant, and EF can neither compare nor order its text form.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicrosecondsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<OutboxMessage>().Property(message => message.CreatedAt).HasDefaultValueSql(SqliteDialect.Now);
    }
}
