namespace StatusPage.Bench;

internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project bench -- all|claims [--quick] [--postgres "Host=…;Username=…"]

          --quick      few rows, and no figure is asked for
          --postgres   a server whose user may create databases; else one is started, from the binaries of this machine
        """;

    public static async Task<int> Main(string[] args)
    {
        var options = BenchOptions.From(args);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        Console.WriteLine(await Machine.DescribeAsync(args));
        await using var server = await BenchServer.FindAsync(options.Postgres);
        Console.WriteLine(await server.DescribeAsync());
        return await new ClaimsBench(server, options).RunAsync() ? 0 : 1;
    }
}
