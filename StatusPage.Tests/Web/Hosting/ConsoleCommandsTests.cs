using Microsoft.Data.Sqlite;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

/// <summary>What is done from the console of the machine, beside the program that runs.</summary>
[Trait("Category", "Process")]
public sealed class ConsoleCommandsTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResetPassword_OfAnAccount_PrintsALinkThatWorks()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", Token);

        var (code, output, errors) = await ConsoleRun.RunAsync("reset-password", "owner@example.com", "--StatusPage:DataDirectory", folder.Path);
        var link = new Uri(output.Split('\n')[0].Trim());
        using var page = await app.Http.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative), Token);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);
        var (refused, nothing, line) = await ConsoleRun.RunAsync("reset-password", "eve@example.com", "--StatusPage:DataDirectory", folder.Path);
        Assert.Equal((1, "", "reset-password: there is no account eve@example.com"), (refused, nothing, line.Trim()));
    }

    [Fact]
    public async Task Backup_OfAFileInUse_IsACopyThatOpensAndIsNobodyElses()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", Token);
        var copy = Path.Combine(folder.Path, "copy.db");

        var (code, _, errors) = await ConsoleRun.RunAsync("backup", copy, "--StatusPage:DataDirectory", folder.Path);
        var (again, _, line) = await ConsoleRun.RunAsync("backup", copy, "--StatusPage:DataDirectory", folder.Path);

        Assert.Equal((0, ""), (code, errors));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(copy) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(1, again);
        Assert.Single(line.Trim().Split('\n'));
        await using var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT email FROM users";
        Assert.Equal("owner@example.com", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Backup_OfPostgreSql_NamesTheToolForIt()
    {
        using var folder = new TempFolder();

        var (code, output, errors) = await ConsoleRun.RunAsync(
            "backup", Path.Combine(folder.Path, "copy.db"), "--StatusPage:DataDirectory", folder.Path,
            "--ConnectionStrings:Database", await server.CreateDatabaseAsync(migrated: true));

        Assert.Equal((1, "", "backup: this installation is on PostgreSQL; use pg_dump"), (code, output, errors.Trim()));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("reset-password")]
    [InlineData("reset-password", "--StatusPage:DataDirectory=x")]
    public async Task Command_WithoutItsSubject_SaysWhatItTakes(params string[] arguments)
    {
        var (code, output, errors) = await ConsoleRun.RunAsync(arguments);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("takes the ", errors, StringComparison.Ordinal);
    }
}
