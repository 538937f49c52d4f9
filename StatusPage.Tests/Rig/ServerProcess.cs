using System.Collections.Concurrent;
using System.Diagnostics;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>
/// A server of a test's own, to be killed, frozen and started again on the same port of 127.0.0.1. One test at a time; not safe from several
/// threads.
/// </summary>
internal abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // For one that ends in place of starting: what was killed a moment ago may still hold the port or the data.
    private static readonly TimeSpan StartsAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public int Port { get; } = Ports.Next();

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What it has printed so far, from all its starts.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Ends it soon, and in order.</summary>
    protected virtual string StopSignal => Signals.Terminate;

    protected TempFolder Folder { get; } = new();

    /// <summary>The process that was started; others may descend from it.</summary>
    protected int ProcessId => _process?.Id ?? throw new InvalidOperationException($"{GetType().Name} has not been started.");

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{GetType().Name} runs already.");
        }

        await PrepareAsync();
        var since = Stopwatch.GetTimestamp();
        for (Launch(); !await AnswersAsync(); await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            if (Stopwatch.GetElapsedTime(since) > (IsRunning ? Patience : StartsAgain))
            {
                throw new TimeoutException($"{GetType().Name} did not answer. It said:\n{string.Join('\n', _output.TakeLast(20))}");
            }

            if (!IsRunning)
            {
                Launch();
            }
        }
    }

    /// <summary>All its processes at once (SIGKILL), whether frozen or not.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            var tree = Signals.TreeOf(process.Id);
            await Signals.SendAsync(Signals.Kill, tree);
            await process.WaitForExitAsync();
            await Signals.UntilGoneAsync(tree);
        }
    }

    /// <summary>As an administrator stops it: it has time to say goodbye. Returns when it has ended.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            await Signals.SendAsync(StopSignal, process.Id);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Connections stay, new ones are taken by the system, and nobody answers (SIGSTOP).</summary>
    public Task FreezeAsync() => Signals.SendAsync(Signals.Stop, Signals.TreeOf(ProcessId));

    public Task ThawAsync() => Signals.SendAsync(Signals.Continue, Signals.TreeOf(ProcessId));

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Folder.Dispose();
    }

    /// <summary>The program and its arguments; it stays in the foreground.</summary>
    protected abstract IReadOnlyList<string> Command();

    protected abstract Task<bool> AnswersAsync();

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    private void Launch()
    {
        var command = Command();
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // One that another user can enter, too.
            WorkingDirectory = "/",
        };
        _process?.Dispose();
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Heard(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
