using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>One Web or one worker of a <see cref="Cluster"/>: its place, its settings and its process, which may be another one after a restart.</summary>
internal sealed class ClusterNode(string name, string executable, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<AppProcess> _past = [];
    private AppProcess? _app;

    /// <summary><c>web-1</c>, <c>jobs-2</c>.</summary>
    public string Name => name;

    /// <summary>The same after a restart.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Next().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The process that runs now, or ran last.</summary>
    public AppProcess App => _app ?? throw new InvalidOperationException($"{name} has not been started.");

    public HttpClient Http => App.Http;

    public bool IsRunning => _app is { HasExited: false };

    /// <summary>What all its processes have printed.</summary>
    public IReadOnlyList<string> Output => [.. _past.SelectMany(app => app.Output), .. _app?.Output ?? []];

    /// <param name="more">Settings for this start alone.</param>
    public void Start(IReadOnlyDictionary<string, string>? more = null)
    {
        if (_app is { } before)
        {
            _past.Add(before);
        }

        var all = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (key, value) in more ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            all[key] = value;
        }

        _app = AppProcess.StartAt(Address, AppProcess.DllOf(executable), _folder.Path, all);
    }

    public Task ReadyAsync() => App.ReadyAsync(TestContext.Current.CancellationToken);

    public Task KillAsync() => App.KillAsync();

    public Task FreezeAsync() => Signals.SendAsync(Signals.Stop, App.Id);

    public Task ThawAsync() => Signals.SendAsync(Signals.Continue, App.Id);

    /// <summary>As an operator ends it: it says that it ended well.</summary>
    public async Task EndAsync()
    {
        var code = await App.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(code == 0, $"{name} ended with {code}. It said:\n{string.Join('\n', App.Output.TakeLast(40))}");
    }

    /// <summary>Starts it in its place again and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        Start();
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _past.Append(_app).OfType<AppProcess>())
        {
            await app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
