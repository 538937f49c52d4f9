using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace StatusPage.Tests.Fixtures;

/// <summary>Web as a process of its own, as a user starts it: from the published folder where the test script made one, else from its build.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything that it has printed so far, both streams.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>What it has printed to standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <param name="environment">Added to this process's own.</param>
    public static AppProcess Start(string dataDirectory, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments) =>
        StartFrom(DllOf("StatusPage.Web"), Directory.GetCurrentDirectory(), dataDirectory, environment, arguments);

    /// <param name="dll">Of either executable.</param>
    /// <param name="workingDirectory">Where it is started, which must not matter.</param>
    public static AppProcess StartFrom(
        string dll, string workingDirectory, string dataDirectory, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments) =>
        StartBy(["dotnet"], NewAddress(), dll, workingDirectory, dataDirectory, environment, arguments);

    /// <summary>Where others expect it.</summary>
    /// <param name="dll">Of either executable.</param>
    public static AppProcess StartAt(Uri address, string dll, string dataDirectory, IReadOnlyDictionary<string, string> environment) =>
        StartBy(["dotnet"], address, dll, Directory.GetCurrentDirectory(), dataDirectory, environment);

    /// <summary>Started by a shell whose output goes to a device that is always full.</summary>
    public static AppProcess StartUnheard(string dll, string workingDirectory, string dataDirectory) =>
        StartBy(["sh", "-c", "exec dotnet \"$@\" > /dev/full 2>&1", "sh"], NewAddress(), dll, workingDirectory, dataDirectory, environment: null);

    /// <param name="executable"><c>StatusPage.Web</c> or <c>StatusPage.Jobs</c>.</param>
    public static string DllOf(string executable) => Environment.GetEnvironmentVariable("TEST_PUBLISHED") is { Length: > 0 } published
        ? Path.Combine(published, $"{executable}.dll")
        : Repository.PathOf(executable, "bin", Configuration, "net10.0", $"{executable}.dll");

    private static Uri NewAddress() => new($"http://127.0.0.1:{Ports.Next().ToString(CultureInfo.InvariantCulture)}");

    private static AppProcess StartBy(
        string[] program,
        Uri address,
        string dll,
        string workingDirectory,
        string dataDirectory,
        IReadOnlyDictionary<string, string>? environment,
        params string[] arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], dll, "--urls", address.ToString(), "--StatusPage:DataDirectory", dataDirectory, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };

        // Whoever runs the tests may have said Development for the sake of other programs; a user has said nothing.
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The application did not start.");
        var app = new AppProcess(process, address);
        process.OutputDataReceived += (_, line) => app.Heard(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => app.Heard(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Unattended first run with one monitor.</summary>
    public static IReadOnlyDictionary<string, string> SetUpWith(Uri firstAddress) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Setup__Email"] = "owner@example.com",
        ["Setup__Password"] = "correct horse battery",
        ["Setup__Page"] = "Northwind",
        ["Setup__Slug"] = "northwind",
        ["Setup__FirstAddress"] = firstAddress.ToString(),
    };

    /// <summary>The one-time link that a start without an owner prints.</summary>
    public async Task<Uri> SetupLinkAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(line => line.Contains("/setup?code=", StringComparison.Ordinal), cancellationToken);
        return new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
    }

    public async Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        string? found = null;
        await UntilAsync(() => Task.FromResult((found = _output.FirstOrDefault(wanted)) is not null), "the expected line", cancellationToken);
        return found ?? "";
    }

    public Task ReadyAsync(CancellationToken cancellationToken) => UntilAsync(
        async () =>
        {
            using var answer = await Http.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        },
        "readiness",
        cancellationToken);

    /// <summary>Waits for a condition; an answer that does not come yet is no failure.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await HoldsAsync(condition))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Waited in vain for {what}. The application said:\n{string.Join('\n', _output.TakeLast(40))}");
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until the default page's overall status is this word.</summary>
    public Task ShowsAsync(string status, CancellationToken cancellationToken) => UntilAsync(
        async () => (await StatusTextAsync(cancellationToken)).StartsWith(status, StringComparison.Ordinal), $"\"{status}\"", cancellationToken);

    public async Task<string> StatusTextAsync(CancellationToken cancellationToken) => await Http.GetStringAsync("/status.txt", cancellationToken);

    /// <summary>As the system does it to a process that it has no patience with (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>As an operator ends it (SIGTERM).</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private void Heard(string? line, bool isError)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            if (isError)
            {
                _errors.Enqueue(line);
            }
        }
    }
}
