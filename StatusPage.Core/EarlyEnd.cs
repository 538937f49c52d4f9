using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace StatusPage.Core;

/// <summary>
/// Answers signals to end between the first line of a program and the moment at which its host listens to them: nothing has begun then that
/// would have to be ended in order, and the exit code is that of a process that did what it was told.
/// </summary>
public sealed class EarlyEnd : IHostedLifecycleService
{
    private static readonly List<PosixSignalRegistration> Registered = [];

    /// <summary>To be called first of all, once.</summary>
    public static void Watch()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
        {
            Registered.Add(PosixSignalRegistration.Create(signal, static context =>
            {
                context.Cancel = true;
                Environment.Exit(0);
            }));
        }
    }

    // The host has just begun to listen itself.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Registered.ForEach(registration => registration.Dispose());
        Registered.Clear();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
