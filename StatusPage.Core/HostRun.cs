using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StatusPage.Core;

/// <summary>Runs a program to its end, the same in both executables.</summary>
public static class HostRun
{
    /// <returns>
    /// The exit code: 0 when it was told to end, also while it was still starting, as in a roll-out that was called off; 1 when work in the
    /// background failed and ended it. The host stops then too, but calls it a success, and nobody would start the process again. What fails
    /// after it was told to end, since the database does not answer, is part of ending.
    /// </returns>
    public static async Task<int> RunToEndAsync(this IHost host)
    {
        // Asked for now: once it has run, its services are gone.
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var work = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        var hasFailed = false;
        await using var end = stopping.Register(() => hasFailed = work.Exists(one => one.ExecuteTask is { IsFaulted: true }));
        try
        {
            await host.RunAsync();
            return hasFailed ? 1 : 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
    }
}
