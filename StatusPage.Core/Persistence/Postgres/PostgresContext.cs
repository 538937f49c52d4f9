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
        builder.Entity<ChangeRow>(change =>
        {
            // After a crash of the server it is empty, and whoever reads it then takes everything as changed: not worth a write to the log.
            change.ToTable("changes").IsUnlogged();
            change.HasKey(row => new { row.Txid, row.Id });
            change.Property(row => row.Txid).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
            change.Property(row => row.At).HasDefaultValueSql("clock_timestamp()");
        });
        ModelConventions.NameInSnakeCase(builder.Model);
    }
}
