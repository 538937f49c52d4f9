using System.Globalization;
using System.Text;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>nginx with the configuration that compose.yaml uses, on a port of its own and in a folder of its own.</summary>
/// <param name="nodes">The Web nodes by their names.</param>
internal sealed class NginxServer(IReadOnlyDictionary<string, Uri> nodes) : ServerProcess
{
    private const string Listens = "listen 8080;";
    private const string KeepsLong = "worker_shutdown_timeout 60s;";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private IReadOnlyDictionary<string, Uri> _nodes = nodes;

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    /// <summary>For how many seconds open WebSockets outlive a reload, from the next start on; null: for as long as the shared file says.</summary>
    public int? KeepsSockets { get; set; }

    /// <summary>Without cookies: each of its requests may go to another node.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>Where the shared files are.</summary>
    public static string Shared(string file) => Repository.PathOf("compose", file);

    /// <summary>The file that names the nodes, as for example compose/nodes.conf has it.</summary>
    public static string NodesConf(IEnumerable<(string Name, string HostAndPort)> nodes)
    {
        var all = nodes.ToList();
        var text = new StringBuilder();
        Upstream(text, "web", all.Select(node => node.HostAndPort), []);
        foreach (var (name, address) in all)
        {
            // The others stand in while the one that a browser belongs to is away.
            Upstream(text, name, [address], all.Where(other => other.Name != name).Select(other => other.HostAndPort));
        }

        text.Append("map $node $pool {\n    default web;\n");
        all.ForEach(node => text.Append(CultureInfo.InvariantCulture, $"    {node.Name} {node.Name};\n"));
        return text.Append("}\n").ToString();
    }

    /// <summary>Sends to these nodes from now on; connections that are open stay where they are. Returns when no new one goes elsewhere.</summary>
    public async Task UseAsync(IReadOnlyDictionary<string, Uri> use)
    {
        _nodes = use;
        await WriteNodesAsync();
        var before = Workers();
        await Signals.SendAsync(Signals.HangUp, ProcessId);
        while (!Workers().Except(before).Any() || before.Any(Accepts))
        {
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As <c>nginx -s reload</c> with nothing changed.</summary>
    public Task ReloadAsync() => UseAsync(_nodes);

    /// <summary>Without this node until <see cref="UseAsync"/> says otherwise.</summary>
    public Task TakeOutAsync(string name) =>
        UseAsync(_nodes.Where(node => node.Key != name).ToDictionary(node => node.Key, node => node.Value, StringComparer.Ordinal));

    protected override async Task PrepareAsync()
    {
        var shared = await File.ReadAllTextAsync(Shared("nginx.conf"), TestContext.Current.CancellationToken);
        Assert.Contains(Listens, shared, StringComparison.Ordinal);
        Assert.Contains(KeepsLong, shared, StringComparison.Ordinal);
        if (KeepsSockets is { } seconds)
        {
            shared = shared.Replace(KeepsLong, string.Create(CultureInfo.InvariantCulture, $"worker_shutdown_timeout {seconds}s;"), StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(
            Folder.PathOf("nginx.conf"),
            shared.Replace(Listens, string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{Port};"), StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await WriteNodesAsync();

        // Workers run as another user and keep large bodies here.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder.Path, File.GetUnixFileMode(Folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    protected override IReadOnlyList<string> Command() =>
        [Programs.Nginx, "-p", Folder.Path, "-c", Folder.PathOf("nginx.conf"), "-e", "stderr", "-g", "daemon off;"];

    protected override async Task<bool> AnswersAsync() => await TcpAnswer.ToAsync(Port, "no request") is not null;

    private static void Upstream(StringBuilder text, string name, IEnumerable<string> servers, IEnumerable<string> backups)
    {
        text.Append(CultureInfo.InvariantCulture, $"upstream {name} {{\n");
        foreach (var server in servers)
        {
            text.Append(CultureInfo.InvariantCulture, $"    server {server} max_fails=0;\n");
        }

        foreach (var backup in backups)
        {
            text.Append(CultureInfo.InvariantCulture, $"    server {backup} max_fails=0 backup;\n");
        }

        text.Append("    keepalive 32;\n}\n");
    }

    private static bool Accepts(int worker)
    {
        try
        {
            return !File.ReadAllText($"/proc/{worker.ToString(CultureInfo.InvariantCulture)}/cmdline").Contains("shutting down", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private List<int> Workers() => [.. Signals.TreeOf(ProcessId).Skip(1)];

    private Task WriteNodesAsync() => File.WriteAllTextAsync(
        Folder.PathOf("nodes.conf"), NodesConf(_nodes.Select(node => (node.Key, node.Value.Authority))), TestContext.Current.CancellationToken);
}
