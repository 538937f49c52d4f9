using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace StatusPage.Bench;

/// <summary>A PostgreSQL server from this machine's binaries, on a free port of loopback, with its defaults: a commit waits for the disk.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private const string Owner = "postgres";

    private readonly DirectoryInfo _folder;
    private readonly Process _server;

    private OwnPostgres(DirectoryInfo folder, Process server, int port)
    {
        (_folder, _server) = (folder, server);
        ConnectionString = $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database=postgres";
    }

    public string ConnectionString { get; }

    public static async Task<OwnPostgres> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => double.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).FirstOrDefault()
            : null;
        if (binaries is null)
        {
            throw new InvalidOperationException("There is no PostgreSQL on this machine; name a server with --postgres.");
        }

        var folder = Directory.CreateTempSubdirectory("statuspage-bench-");
        var data = Path.Combine(folder.FullName, "data");
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync("chown", Owner, folder.FullName);
        }

        await RunAsync([.. AsOwner($"{binaries}/bin/initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
        var port = FreePort();
        var server = Start([.. AsOwner($"{binaries}/bin/postgres"), "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        var own = new OwnPostgres(folder, server, port);
        await own.AnswersAsync();
        return own;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGINT: a fast shutdown. The process runs as another user, but under this one's id.
        await RunAsync("kill", "-INT", _server.Id.ToString(CultureInfo.InvariantCulture));
        await _server.WaitForExitAsync();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AnswersAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(late.Token);
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, late.Token);
            }
        }
    }

    private static string[] AsOwner(string program) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Owner}", $"--regid={Owner}", "--clear-groups", program]
        : [program];

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Process Start(params string[] command)
    {
        // Somewhere that the other user may enter. What it says goes where nobody reads it, so that it is never held up.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { WorkingDirectory = "/" };
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"\"{string.Join(' ', command)}\" ended with {process.ExitCode}.");
        }
    }
}
