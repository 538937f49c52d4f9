using System.Globalization;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Draining;

/// <summary>How this node leaves.</summary>
/// <param name="Wait">How long a load balancer may take to notice; zero where there is none.</param>
/// <param name="ManagementPort">Null: no such port.</param>
/// <param name="NodeName">What a proxy knows this node by; null: no cookie for it.</param>
internal sealed record DrainSettings(TimeSpan Wait, int? ManagementPort = null, string? NodeName = null)
{
    private const string WaitKey = "StatusPage:DrainSeconds";
    private const string PortKey = "StatusPage:ManagementPort";
    private const string NameKey = "StatusPage:NodeName";
    private const int LongestWait = 300;

    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LeastStop = TimeSpan.FromSeconds(2);

    /// <summary>Over how long those who have to go elsewhere spread their coming.</summary>
    public TimeSpan Spread => Wait > TimeSpan.Zero ? TimeSpan.FromSeconds(2) : TimeSpan.Zero;

    /// <summary>How long open sockets are waited for. An orchestrator gives ten seconds in all, and whoever presses Ctrl-C less.</summary>
    public TimeSpan LongestMove => TimeSpan.FromSeconds(Wait > TimeSpan.Zero ? 6 : 1.5);

    /// <summary>How long the server may take to end, so that with a usual wait all is over within ten seconds.</summary>
    /// <param name="leaving">How long leaving has taken until now.</param>
    public TimeSpan LongestStop(TimeSpan leaving)
    {
        var unusual = Wait > UsualWait && leaving > Wait ? Wait - UsualWait : TimeSpan.Zero;
        var rest = LongestEnd - leaving + unusual;
        return rest > LeastStop ? rest : LeastStop;
    }

    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static DrainSettings From(IConfiguration configuration, DatabaseKind database) => new(
        Number(configuration, WaitKey, 0, LongestWait) is { } seconds ? TimeSpan.FromSeconds(seconds) : database is DatabaseKind.Sqlite ? TimeSpan.Zero : UsualWait,
        Number(configuration, PortKey, 1, ushort.MaxValue),
        Name(configuration[NameKey]));

    private static int? Number(IConfiguration configuration, string key, int least, int most) => configuration[key] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new ConfigurationException(key, $"\"{text}\" is not a whole number from {least} to {most}."),
    };

    // It becomes a part of a cookie and of a proxy's configuration.
    private static string? Name(string? text) => text switch
    {
        null or "" => null,
        { Length: <= 63 } when text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-') => text,
        _ => throw new ConfigurationException(NameKey, "is 1 to 63 letters, digits or hyphens."),
    };
}
