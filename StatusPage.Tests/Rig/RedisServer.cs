using System.Globalization;

namespace StatusPage.Tests.Rig;

/// <summary>A Redis that keeps nothing: whoever starts it again finds it empty.</summary>
internal sealed class RedisServer : ServerProcess
{
    /// <summary>For <c>ConnectionStrings:Redis</c>.</summary>
    public string Address => AddressAt(Port);

    /// <summary>As seen through something that listens on another port.</summary>
    public static string AddressAt(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    protected override IReadOnlyList<string> Command() =>
    [
        Programs.Redis, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
        "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", Folder.Path,
    ];

    protected override async Task<bool> AnswersAsync() => await TcpAnswer.ToAsync(Port, "PING") == "+PONG\r\n";
}
