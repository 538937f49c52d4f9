using Npgsql;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Stories;

/// <summary>The same program on PostgreSQL: Web shows what a worker of its own finds.</summary>
[Trait("Category", "Process")]
public sealed class PostgresTests(PostgresServer postgres, PublishedFolder published)
{
    [Fact]
    public async Task Outage_SeenByAWorker_IsShownByWebAndOutlivesBothProcesses()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using (var web = await StartAsync("StatusPage.Web.dll", folder, database, target, "--StatusPage:RunJobs=false"))
        await using (var worker = await StartAsync("StatusPage.Jobs.dll", folder, database, target))
        {
            await web.ShowsAsync("operational", cancellationToken);
            await worker.ReadyAsync(cancellationToken);
            await target.StopAsync();
            await ExecuteAsync(database, "UPDATE monitors SET failures_to_down = 1; UPDATE scheduled_checks SET due_at = now()", cancellationToken);
            await web.ShowsAsync("major_outage", cancellationToken);
            await web.KillAsync();
            Assert.Equal(0, await worker.StopAsync(cancellationToken));
        }

        await using (var again = await StartAsync("StatusPage.Web.dll", folder, database, target, "--StatusPage:RunJobs=false"))
        {
            await again.ShowsAsync("major_outage", cancellationToken);
        }

        await postgres.DropAsync(database);
    }

    private async Task<AppProcess> StartAsync(string dll, TempFolder folder, string database, SwitchedTarget target, params string[] arguments) =>
        AppProcess.StartFrom(
            Path.Combine(await published.PathAsync(), dll),
            folder.Path,
            folder.Path,
            AppProcess.SetUpWith(target.Address),
            ["--ConnectionStrings:Database", database, "--StatusPage:AllowPrivateTargets=true", .. arguments]);

    // Where the database's clock decides, its rows are moved.
    private static async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
