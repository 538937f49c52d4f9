namespace StatusPage.Bench;

internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project bench -- all|claims|mail-fanout|reconnect [--quick] [--viewers 10000] [--postgres "Host=…;Username=…"]

          claims       due checks that two nodes take and record a second
          mail-fanout  posting an update of which many are told, until each was handed over
          reconnect    viewers of a node that is killed, until the other one has them all

          --quick      few rows, readers or viewers, and no figure is asked for
          --viewers    how many are connected; both they and the node need a file descriptor for each
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
        var isRight = true;
        if (options.Runs("claims"))
        {
            isRight &= await new ClaimsBench(server, options).RunAsync();
        }

        if (options.Runs("mail-fanout"))
        {
            await using var empty = await BenchServer.FindAsync(server.Address);
            isRight &= await new FanoutBench(empty, options).RunAsync();
        }

        if (options.Runs("reconnect"))
        {
            await using var empty = await BenchServer.FindAsync(server.Address);
            isRight &= await new ReconnectBench(empty, options).RunAsync();
        }

        return isRight ? 0 : 1;
    }
}
