using Microsoft.EntityFrameworkCore;

namespace StatusPage.Core.Persistence.Postgres;

public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : StatusPageContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // timestamptz takes UTC only.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }
}
