using System.Globalization;

namespace StatusPage.Bench;

/// <param name="Bench">The one to run, or <c>all</c>.</param>
/// <param name="Postgres">Null to start a server.</param>
/// <param name="Viewers">Of the node that is killed.</param>
internal sealed record BenchOptions(string Bench, bool IsQuick = false, string? Postgres = null, int Viewers = 10_000)
{
    private const string All = "all";

    private static readonly string[] Benches = [All, "claims", "mail-fanout", "reconnect"];

    public bool Runs(string bench) => Bench is All || Bench == bench;

    /// <summary>Null when they cannot be understood.</summary>
    public static BenchOptions? From(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || !Benches.Contains(args[0]))
        {
            return null;
        }

        var options = new BenchOptions(args[0]);
        for (var index = 1; index < args.Count; index++)
        {
            switch (args[index])
            {
                case "--quick":
                    options = options with { IsQuick = true };
                    break;
                case "--postgres" when index + 1 < args.Count:
                    options = options with { Postgres = args[++index] };
                    break;
                case "--viewers" when index + 1 < args.Count && int.TryParse(args[++index], NumberStyles.None, CultureInfo.InvariantCulture, out var viewers) && viewers > 0:
                    options = options with { Viewers = viewers };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
