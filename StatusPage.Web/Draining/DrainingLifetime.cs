using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace StatusPage.Web.Draining;

/// <summary>
/// Ends the process when the system asks for it, after a drain. In place of the framework's own lifetime, which says at once that the
/// application is stopping: every socket would be cut before anybody could be asked to go elsewhere.
/// </summary>
internal sealed class DrainingLifetime(
    Drain drain, DrainSettings settings, IHostApplicationLifetime lifetime, IOptions<HostOptions> host, TimeProvider time) : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM];

    // For those who are to go elsewhere, of the time in which a process has to end. Who has not gone by then comes back by himself.
    private static readonly TimeSpan LongestMoveAfterSignal = TimeSpan.FromSeconds(3.5);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.AddRange(Signals.Select(signal => PosixSignalRegistration.Create(signal, Heard)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    // Whoever asks a second time has no patience: the system's own way of ending a process takes its course.
    private void Heard(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            context.Cancel = true;
            _ = EndAsync();
        }
    }

    private async Task EndAsync()
    {
        var asked = time.GetTimestamp();
        try
        {
            // Before the start is over there is nobody to send elsewhere.
            if (lifetime.ApplicationStarted.IsCancellationRequested)
            {
                await drain.RunAsync().WaitAsync(settings.Wait + LongestMoveAfterSignal, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            host.Value.ShutdownTimeout = settings.LongestStop(time.GetElapsedTime(asked));
            lifetime.StopApplication();
        }
    }
}
