using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Web.Hosting;

namespace StatusPage.Web;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        EarlyEnd.Watch();
        if (HealthCommand.IsAskedBy(args))
        {
            return await HealthCommand.RunAsync(args, TimeProvider.System);
        }

        try
        {
            if (ConsoleCommands.AreAskedBy(args))
            {
                return await ConsoleCommands.RunAsync(args);
            }

            await using var app = WebApp.Create(args);

            // Asked for now: once it has run, its services are gone.
            var outcome = app.Services.GetRequiredService<StartOutcome>();
            var code = await app.RunToEndAsync();
            return code == 0 ? outcome.ExitCode : code;
        }
        catch (Exception failure) when (StartFailure.Line(failure) is { } line)
        {
            // One line that says what to change is of more use than a stack.
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }
}
