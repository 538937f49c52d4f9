using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StatusPage.Bench;

/// <summary>Web as a process of its own, from the build beside this one, with the page <c>northwind</c>.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("statuspage-bench-");
    private readonly Process _process;

    private WebNode(string connectionString)
    {
        Place = new IPEndPoint(IPAddress.Loopback, FreePort());
        Page = new Uri($"http://{Place}/s/northwind");
        var dll = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "StatusPage.Web", "bin", Configuration, "net10.0", "StatusPage.Web.dll");

        // What it says goes where nobody reads it, so that it is never held up.
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$@\" > /dev/null 2>&1", "sh", Path.GetFullPath(dll), "--urls", $"http://{Place}"]);
        foreach (var (key, value) in new (string, string)[]
        {
            ("ConnectionStrings__Database", connectionString), ("StatusPage__DataDirectory", _folder.FullName), ("StatusPage__RunJobs", "false"),
            ("Setup__Email", "owner@example.com"), ("Setup__Password", "correct horse battery"), ("Setup__Page", "Northwind"), ("Setup__Slug", "northwind"),
            ("Setup__FirstAddress", "http://127.0.0.1:1/"),
        })
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("Web did not start.");
    }

    public IPEndPoint Place { get; }

    public Uri Page { get; }

    /// <summary>In bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it serves the page.</summary>
    public static async Task<WebNode> StartAsync(string connectionString)
    {
        var node = new WebNode(connectionString);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var started = Stopwatch.GetTimestamp(); !await node.ServesAsync(http); await Task.Delay(Look, TimeProvider.System))
        {
            if (node._process.HasExited || Stopwatch.GetElapsedTime(started) > Longest)
            {
                await node.DisposeAsync();
                throw new InvalidOperationException("Web does not serve its page.");
            }
        }

        return node;
    }

    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> ServesAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(Page);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
