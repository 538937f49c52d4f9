using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StatusPage.Core.Accounts;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Jobs.Probing;

namespace StatusPage.Tests.Stories;

/// <summary>What Web encrypts, a worker of its own sends; without the keys it says that it does not know.</summary>
[Trait("Category", "Process")]
public sealed class SharedSecretTests(PostgresServer postgres, PublishedFolder published)
{
    private const string Sentinel = "SENTINEL-91bc";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_SavedByWeb_IsSentByAWorkerAndIsNoOutageWithoutItsKey()
    {
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        using var folder = new TempFolder();
        await using var target = new RawTarget(_ => RawTarget.Ok("fine", "Connection: close\r\n"));
        await using (var web = await WebHost.StartAsync(
            "--ConnectionStrings:Database", database, "--StatusPage:AllowPrivateTargets=true"))
        {
            await SaveAsync(web, target.Address);
        }

        await using (var worker = await StartWorkerAsync(folder, database))
        {
            await worker.UntilAsync(() => Task.FromResult(target.Requests.ToArray().Any(request => request.Contains($"\r\nX-Token: {Sentinel}\r\n", StringComparison.Ordinal))), "the header", Token);
            await worker.UntilAsync(async () => await StateAsync(database) == "up", "the verdict", Token);
        }

        Assert.DoesNotContain(Sentinel, (string)await ScalarAsync(database, "SELECT string_agg(http, ' ') FROM monitors"), StringComparison.Ordinal);
        await ScalarAsync(database, "DELETE FROM data_protection_keys; UPDATE scheduled_checks SET due_at = now(), lease_until = NULL; SELECT 1");
        await using (var worker = await StartWorkerAsync(folder, database))
        {
            await worker.UntilAsync(async () => await StateAsync(database) != "up", "another verdict", Token);
        }

        Assert.Equal("unknown", await StateAsync(database));
        Assert.Equal("a secret cannot be read: its key is not there", await ScalarAsync(database, "SELECT last_reason FROM scheduled_checks"));
        await postgres.DropAsync(database);
    }

    private static async Task SaveAsync(WebHost web, string address)
    {
        var setup = web.Services.GetRequiredService<ISetup>();
        await setup.RunAsync(
            (await setup.PendingCodeAsync(Token))!, new SetupRequest(WebHost.Email, WebHost.Password, Organization: null, "Acme", Slug: null, address), "http://127.0.0.1/", Token);
        var (user, monitor) = await web.Services.GetRequiredService<Database>().ReadAsync(
            DataScope.Everything,
            async context => ((await context.Set<Member>().SingleAsync(Token)).UserId, (await context.Set<StatusMonitor>().SingleAsync(Token)).Id),
            Token);
        var owner = await web.Services.GetRequiredService<IActors>().FindAsync(user, address: null, Token);
        await web.Services.GetRequiredService<IMonitorCommands>().SetRequestAsync(
            owner!, monitor, expectedVersion: null, new RequestParts([("X-Token", Sentinel)]), Token);
    }

    private async Task<AppProcess> StartWorkerAsync(TempFolder folder, string database) => AppProcess.StartFrom(
        Path.Combine(await published.PathAsync(), "StatusPage.Jobs.dll"), folder.Path, folder.Path, environment: null,
        "--ConnectionStrings:Database", database, "--StatusPage:AllowPrivateTargets=true");

    private static async Task<string> StateAsync(string database) => (string)await ScalarAsync(database, "SELECT state FROM monitors");

    private static async Task<object> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token) ?? "";
    }
}
