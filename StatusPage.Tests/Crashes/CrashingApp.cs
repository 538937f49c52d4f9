using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Crashes;

/// <summary>What the database holds of the one monitor and its component.</summary>
internal sealed record Stored(long Results, long OpenSpans, string OpenStatus, long Waiting, long Snapshots, long Version);

/// <summary>An application with one monitor that flips with every round, and dies at its point as soon as it is armed.</summary>
internal sealed class CrashingApp(TempFolder folder, SwitchedTarget target, string point) : IAsyncDisposable
{
    private readonly EmbeddedData _data = new(folder);
    private readonly string _armed = folder.PathOf("armed");
    private AppProcess? _app;

    private AppProcess App => _app ?? throw new InvalidOperationException("It has not been set up.");

    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        _app = Start();
        await App.UntilAsync(async () => await PageStatusAsync(cancellationToken) == "operational", "the first status", cancellationToken);
        _data.Execute("UPDATE monitors SET failures_to_down = 1");
    }

    /// <summary>Turns the target around, has it checked at once and waits for the end; tells what had been stored before.</summary>
    public async Task<Stored> FlipUntilKilledAsync(CancellationToken cancellationToken)
    {
        var before = Read();
        if (target.IsRunning)
        {
            await target.StopAsync();
        }
        else
        {
            target.Start();
        }

        await File.WriteAllTextAsync(_armed, "", cancellationToken);
        _data.CheckNow();
        await App.ExitAsync(cancellationToken);
        File.Delete(_armed);
        return before;
    }

    /// <summary>Starts again on the same data, lets leases end at once, and waits until nothing is left to do.</summary>
    public async Task<Stored> RestartAsync(CancellationToken cancellationToken)
    {
        await App.DisposeAsync();
        _data.CheckNow();
        _app = Start();
        var expected = target.IsRunning ? "operational" : "major_outage";
        await App.UntilAsync(
            async () => Read() is { Waiting: 0 } stored && stored.OpenStatus == expected && await PageStatusAsync(cancellationToken) == expected,
            $"\"{expected}\" in the database and on the page",
            cancellationToken);
        return Read();
    }

    public async Task<string> PageStatusAsync(CancellationToken cancellationToken) =>
        (await App.StatusTextAsync(cancellationToken)).Split('\n')[0];

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private AppProcess Start() => AppProcess.Start(folder.Path, new Dictionary<string, string>(AppProcess.SetUpWith(target.Address), StringComparer.Ordinal)
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [StartupHook.PointVariable] = point,
        [StartupHook.ArmedVariable] = _armed,
    });

    private Stored Read() => new(
        Count("SELECT count(*) FROM check_results"),
        Count("SELECT count(*) FROM spans WHERE \"to\" IS NULL"),
        (string)(_data.Scalar("SELECT status FROM spans WHERE \"to\" IS NULL LIMIT 1") ?? ""),
        Count("SELECT count(*) FROM outbox"),
        Count("SELECT count(*) FROM page_snapshots"),
        Count("SELECT content_version FROM page_snapshots"));

    private long Count(string sql) => (long)(_data.Scalar(sql) ?? 0L);
}
