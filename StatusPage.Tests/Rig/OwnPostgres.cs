using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace StatusPage.Tests.Rig;

/// <summary>
/// A PostgreSQL for tests that do it harm; all others share the server of <see cref="Fixtures.PostgresServer"/>. Its data outlives
/// being killed, but not the machine: nothing is forced to disk.
/// </summary>
/// <param name="settings">Of the server, such as <c>max_connections=20</c>.</param>
internal sealed class OwnPostgres(params string[] settings) : ServerProcess
{
    private const string User = "postgres";

    // It is killed in tests, and what it has committed has to survive that; only the machine does not crash.
    private static readonly string[] Always =
        ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "fsync=off", "full_page_writes=off"];

    private string Data => Folder.PathOf("data");

    /// <summary>For <c>ConnectionStrings:Database</c>; the database is there from the first start on.</summary>
    public string Address => AddressAt(Port);

    /// <summary>As seen through something that listens on another port.</summary>
    public static string AddressAt(int port) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={User};Database=postgres");

    // The other one waits until the last client has gone.
    protected override string StopSignal => Signals.Interrupt;

    protected override async Task PrepareAsync()
    {
        if (Directory.Exists(Data))
        {
            return;
        }

        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown", User, Folder.Path]);
        }

        await RunAsync([.. AsItsUser(), Programs.Postgres("initdb"), "-D", Data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
    }

    protected override IReadOnlyList<string> Command() =>
    [
        .. AsItsUser(), Programs.Postgres("postgres"), "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
        .. Always.Concat(settings).SelectMany(setting => new[] { "-c", setting }),
    ];

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{Address};Pooling=false;Timeout=2;Command Timeout=2");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // The server refuses to run as root.
    private static string[] AsItsUser() => Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups"] : [];

    private static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {string.Concat(said)}");
        }
    }
}
