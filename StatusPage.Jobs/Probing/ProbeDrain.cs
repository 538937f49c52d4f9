using Microsoft.Extensions.Hosting;
using StatusPage.Core;

namespace StatusPage.Jobs.Probing;

/// <summary>Lets running checks finish before the process ends, or hands them back.</summary>
internal sealed class ProbeDrain(ProbeSweep sweep) : IHostedLifecycleService, IDrainable
{
    // Orchestrators give a process ten seconds or more; the rest is for handing back what is not done by then and for closing connections.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    private readonly Lock _beginning = new();
    private Task? _drained;

    public void BeginDrain()
    {
        lock (_beginning)
        {
            _drained ??= sweep.DrainAsync(Longest);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Begun here and awaited later, so that it overlaps with the web server's own drain.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        BeginDrain();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => (_drained ?? Task.CompletedTask).WaitAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
