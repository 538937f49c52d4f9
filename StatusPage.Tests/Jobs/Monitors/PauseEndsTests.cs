using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Jobs.Scheduling;

namespace StatusPage.Tests.Jobs.Monitors;

/// <summary>A pause that ends by itself, by the cluster's scheduler.</summary>
[Trait("Category", "Process")]
public sealed class PauseEndsTests(PostgresServer server) : SharedJobsTests(server)
{
    [Fact]
    public async Task Pause_ThatEndsWhileNoWorkerRuns_EndsWithTheNextOne()
    {
        await AddMonitorsAsync(2, everySeconds: 5);
        await ExecuteAsync("UPDATE monitors SET paused = true, paused_until = CASE name WHEN '1' THEN now() + interval '1 second' ELSE now() + interval '1 day' END");
        await ExecuteAsync("UPDATE scheduled_checks SET due_at = NULL");
        var first = AddNode();
        await first.StartAsync();
        await first.StopAsync();
        var second = AddNode();

        await second.StartAsync();

        await UntilAsync(() => Task.FromResult(second.Looked.Count > 1), "checks of the one whose pause has ended");
        Assert.Equal(["2"], await ListAsync("SELECT name FROM monitors WHERE paused"));
        Assert.Equal(["monitor.resumed"], await ListAsync("SELECT action FROM audit"));
        await second.StopAsync();
    }
}
