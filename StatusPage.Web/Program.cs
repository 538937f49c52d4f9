using StatusPage.Web.Hosting;

namespace StatusPage.Web;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = WebApp.Create(args);

            // Asked for now: once it has run, its services are gone.
            var outcome = app.Services.GetRequiredService<StartOutcome>();
            var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
            try
            {
                await app.RunAsync();
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Told to end before the start was over.
            }

            return outcome.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Line(failure) is { } line)
        {
            // One line that says what to change is of more use than a stack.
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }
}
