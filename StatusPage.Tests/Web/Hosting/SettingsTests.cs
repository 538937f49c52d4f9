using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;
using StatusPage.Web;

namespace StatusPage.Tests.Web.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithRedisBesideSqlite_NamesTheKey()
    {
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => WebHost.StartAsync("--ConnectionStrings:Redis=localhost:6379"));

        Assert.Equal("ConnectionStrings:Redis", refusal.Key);
    }

    [Theory]
    [InlineData("StatusPage:PublicUrl", "status")]
    [InlineData("StatusPage:PublicUrl", "/status")]
    [InlineData("StatusPage:PublicUrl", "status.example.com:443")]
    [InlineData("StatusPage:PublicUrl", "ftp://status.example.com")]
    [InlineData("StatusPage:PublicUrl", "https://somebody@status.example.com")]
    [InlineData("StatusPage:PublicUrl", "https://status.example.com/?page=1")]
    [InlineData("StatusPage:PublicUrl", "https://status.example.com/#top")]
    [InlineData("StatusPage:ManagementPort", "8080")]
    [InlineData("Smtp:Port", "smtp")]
    [InlineData("Smtp:Security", "ssl")]
    [InlineData("Smtp:From", "nobody")]
    [InlineData("http_ports", "99999")]
    [InlineData("http_ports", "8080;web")]
    [InlineData("https_ports", "-1")]
    [InlineData("Kestrel:Endpoints:Main:Url", "nonsense")]
    [InlineData("ConnectionStrings:Database", "Data Source=:memory:")]
    [InlineData("ConnectionStrings:Database", "Data Source=some.db;Mode=Memory")]
    [InlineData("ConnectionStrings:Database", "Data Source=some.db;Foreign Keys=perhaps")]
    [InlineData("ConnectionStrings:Database", "Data Source={DataDirectory}/missing/some.db")]
    [InlineData("ConnectionStrings:Database", "Data Source={DataDirectory}")]
    public void Create_WrongValue_NamesTheKey(string key, string value)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Create(key, value));

        Assert.Equal(key, refusal.Key);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Create_FileThatIsNoDatabase_NamesTheKey()
    {
        await File.WriteAllTextAsync(_folder.PathOf("notes.db"), "Nothing that SQLite has written.", TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<ConfigurationException>(() => Create("ConnectionStrings:Database", "Data Source={DataDirectory}/notes.db"));

        Assert.Equal("ConnectionStrings:Database", refusal.Key);
    }

    [Theory]
    [InlineData("StatusPage:Location", "")]
    [InlineData("StatusPage:PublicUrl", "")]
    [InlineData("StatusPage:PublicUrl", "https://status.example.com/")]
    [InlineData("http_ports", "8080;8081")]
    public async Task Create_LegalValue_IsTaken(string key, string value)
    {
        await using var app = Create(key, value);

        Assert.Equal("default", app.Services.GetRequiredService<NodeOptions>().Location);
    }

    [Fact]
    public async Task Create_RelativeFile_IsTheSameFromEverywhere()
    {
        await using var app = Create("ConnectionStrings:Database", "Data Source=some.db");

        var file = new SqliteConnectionStringBuilder(app.Services.GetRequiredService<DatabaseSettings>().ConnectionString).DataSource;
        Assert.Equal(Path.Combine(app.Environment.ContentRootPath, "some.db"), file);
    }

    private WebApplication Create(string key, string value) => WebApp.Create([$"--StatusPage:DataDirectory={_folder.Path}", $"--{key}={value}"]);
}
