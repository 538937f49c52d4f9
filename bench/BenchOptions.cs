namespace StatusPage.Bench;

/// <param name="Postgres">Null to start a server.</param>
internal sealed record BenchOptions(bool IsQuick, string? Postgres)
{
    private static readonly string[] Benches = ["all", "claims"];

    /// <summary>Null when they cannot be understood.</summary>
    public static BenchOptions? From(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || !Benches.Contains(args[0]))
        {
            return null;
        }

        var options = new BenchOptions(IsQuick: false, Postgres: null);
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
                default:
                    return null;
            }
        }

        return options;
    }
}
