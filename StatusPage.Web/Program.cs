using StatusPage.Web.Hosting;

namespace StatusPage.Web;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var stopping = CancellationToken.None;
        try
        {
            await using var app = WebApp.Create(args);
            stopping = app.Lifetime.ApplicationStopping;

            // Asked for now: once it has run, its services are gone.
            var outcome = app.Services.GetRequiredService<StartOutcome>();
            var work = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.RunAsync();

            // The host stops when one of them fails, and calls that a success; then nobody would start the process again.
            return work.Exists(one => one.ExecuteTask is { IsFaulted: true }) ? 1 : outcome.ExitCode;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to end before it had started, as in a roll-out that was called off. That is no failure.
            return 0;
        }
        catch (Exception failure) when (StartFailure.Line(failure) is { } line)
        {
            // One line that says what to change is of more use than a stack.
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }
}
