using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Jobs;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>All that a worker does, with the real clock, but within this process and with a probe that only says that it was asked.</summary>
internal sealed class JobsNode : IProbe, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TempFolder _folder = new();

    public JobsNode(string connectionString, string location = "default")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [DatabaseSettings.Key] = connectionString,
            ["StatusPage:DataDirectory"] = _folder.Path,
            ["StatusPage:Location"] = location,
        });
        builder.Services.AddJobs(builder.Configuration, builder.Services.AddCore(builder.Configuration, _folder.Path));
        builder.Services.RemoveAll<IProbe>().AddSingleton<IProbe>(this);
        builder.Logging.AddProvider(new LogKeeper(Lines));
        _host = builder.Build();
    }

    public MonitorKind Kind => MonitorKind.Http;

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    /// <summary>Whose addresses were looked at, once for each look.</summary>
    public ConcurrentQueue<string> Looked { get; } = new();

    /// <summary>How long a look takes.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(1);

    public string Name => Get<NodeOptions>().Name;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        Looked.Enqueue(target.Target);
        await Task.Delay(Takes, TimeProvider.System, cancellationToken);
        return ProbeResult.Succeeded(Takes);
    }

    /// <summary>Stops and gives back all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // Without the time that it would take for what runs: a test that wants that stops it first.
            await _host.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // Something did run.
        }

        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Dispose();
    }

    private sealed class LogKeeper(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(lines);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".Trim()));
    }
}
