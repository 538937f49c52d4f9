using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Web.Hosting;
using StatusPage.Web.Serving;

namespace StatusPage.Web.Organizations;

/// <summary>What the console says once people can come in: where to go, and until the first run the link that leads to it.</summary>
internal sealed partial class FirstWords(
    SetupState state,
    ISetup setup,
    UnattendedSetup unattended,
    EgressPolicy policy,
    DatabaseReadiness readiness,
    StartOutcome outcome,
    IServer server,
    SnapshotShelf shelf,
    NodeOptions node,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FirstWords> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        outcome.MarkStarted();
        await readiness.Ready.WaitAsync(stoppingToken);
        while (!await TrySayAsync(stoppingToken))
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TrySayAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SetUpUnattendedAsync(stoppingToken);
            await SayAsync(stoppingToken);
            return true;
        }
        catch (ConfigurationException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message.ReplaceLineEndings(" "));
            outcome.Fail();
            lifetime.StopApplication();
            return true;
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            Log.Later(logger, RetryAfter, DatabaseFailure.Line(failure));
            return false;
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task SetUpUnattendedAsync(CancellationToken stoppingToken)
    {
        if (await state.CodeAsync(stoppingToken) is not { } code || unattended.ToRequest(policy) is not { } request)
        {
            return;
        }

        try
        {
            var done = await setup.RunAsync(code, request, node.PublicUrl ?? Address(), stoppingToken);

            // Whoever waits for the first words asks for the page next.
            await shelf.WaitForAsync(done.PageId, SetupEndpoints.PageComesWithin, stoppingToken);
        }
        catch (RuleViolationException refusal)
        {
            // Another node with the same configuration was first, which is as good; anything else is a wrong setting.
            if (await setup.PendingCodeAsync(stoppingToken) is not null)
            {
                throw new ConfigurationException("Setup", refusal.Message);
            }
        }

        state.MarkDone();
    }

    private async Task SayAsync(CancellationToken stoppingToken)
    {
        var address = Address();
        var words = $"StatusPage is at {address}{Environment.NewLine}";
        if (await state.CodeAsync(stoppingToken) is { } code)
        {
            words += $"Setup: {address}/setup?code={code}{Environment.NewLine}";
        }

        try
        {
            // For the person in front of the terminal, whatever the log's form and level.
            await Console.Out.WriteAsync(words);
        }
        catch (IOException)
        {
            // Nobody can be told: the output is closed, or goes to a disk that is full. That must not end the process.
        }
    }

    // The bound address, since the configured one may have said port 0; "any address" is not something to click on.
    private string Address()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:8080";
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "[::]" or "0.0.0.0" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Whether this installation has been set up cannot be read; the next try is in {Pause}: {Problem}")]
        public static partial void Later(ILogger logger, TimeSpan pause, string problem);
    }
}
