using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Tests.Core.Persistence;

public sealed class DatabaseSettingsTests
{
    [Theory]
    [InlineData("Host=db;Database=status")]
    [InlineData("Server=db;Database=status")]
    [InlineData("postgres://someone:se%23cret@db:5433/status")]
    public void From_PostgresWithoutLimits_EndsCallsSoon(string text)
    {
        var settings = From(text);

        var builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        Assert.Equal(DatabaseKind.Postgres, settings.Kind);
        Assert.Equal(("db", "status"), (builder.Host, builder.Database));
        Assert.Equal((3, 10, 1000, 15), (builder.Timeout, builder.CommandTimeout, builder.CancellationTimeout, builder.KeepAlive));
        Assert.Equal("StatusPage.Tests", builder.ApplicationName);
    }

    [Fact]
    public void From_PostgresWithLimits_KeepsThem()
    {
        var builder = new NpgsqlConnectionStringBuilder(From("Host=db;Timeout=7;CommandTimeout=40;Keepalive=9").ConnectionString);

        Assert.Equal((7, 40, 9), (builder.Timeout, builder.CommandTimeout, builder.KeepAlive));
    }

    [Fact]
    public void From_AddressWithEscapes_ReadsUserAndPassword()
    {
        var builder = new NpgsqlConnectionStringBuilder(From("postgresql://some%40one:p%2Fw@db:5433/status").ConnectionString);

        Assert.Equal(("some@one", "p/w", 5433), (builder.Username, builder.Password, builder.Port));
    }

    [Fact]
    public void From_AddressWithParameters_KeepsThem()
    {
        var builder = new NpgsqlConnectionStringBuilder(
            From("postgres://someone@db/status?sslmode=verify-full&connect_timeout=7&application_name=one%20page&Pooling=false").ConnectionString);

        Assert.Equal(
            (SslMode.VerifyFull, 7, "one page", false), (builder.SslMode, builder.Timeout, builder.ApplicationName, builder.Pooling));
    }

    [Fact]
    public void From_AddressOfASocket_ReadsItsFolder()
    {
        var builder = new NpgsqlConnectionStringBuilder(From("postgresql:///status?host=%2Fvar%2Frun%2Fpostgresql&user=someone").ConnectionString);

        Assert.Equal(("/var/run/postgresql", "status", "someone"), (builder.Host, builder.Database, builder.Username));
    }

    [Fact]
    public void From_ShortestAddress_LeavesTheRestToTheServer()
    {
        var builder = new NpgsqlConnectionStringBuilder(From("postgres://[::1]").ConnectionString);

        Assert.Equal(("[::1]", 5432, null, null, null), (builder.Host, builder.Port, builder.Username, builder.Password, builder.Database));
    }

    [Theory]
    [InlineData("/srv/a;b")]
    [InlineData("/srv/it's \"here\"")]
    public void From_FolderWithOddCharacters_IsKeptWhole(string folder)
    {
        var builder = new SqliteConnectionStringBuilder(From("Data Source={DataDirectory}/x.db", folder).ConnectionString);

        Assert.Equal($"{folder}/x.db", builder.DataSource);
    }

    [Theory]
    [InlineData(null, "/var/data/statuspage.db")]
    [InlineData("Data Source={DataDirectory}/other.db", "/var/data/other.db")]
    [InlineData("Filename=/elsewhere/x.db", "/elsewhere/x.db")]
    public void From_File_IsSqlite(string? text, string file)
    {
        var settings = From(text);

        Assert.Equal(DatabaseKind.Sqlite, settings.Kind);
        Assert.Contains($"Data Source={file}", settings.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Database=status")]
    [InlineData("Host=db;Nonsense=1")]
    [InlineData("postgres://")]
    [InlineData("postgres://someone:se#cret@db/status")]
    [InlineData("postgres://db/status?sslmode=perhaps")]
    [InlineData("postgres://db/status?nonsense=1")]
    [InlineData("Data Source=x.db;Default Timeout=soon")]
    public void From_AnythingElse_NamesTheKey(string text)
    {
        var failure = Assert.Throws<ConfigurationException>(() => From(text));

        Assert.Equal(DatabaseSettings.Key, failure.Key);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static DatabaseSettings From(string? text, string dataDirectory = "/var/data") => DatabaseSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseSettings.Key, text)]).Build(), dataDirectory);
}
