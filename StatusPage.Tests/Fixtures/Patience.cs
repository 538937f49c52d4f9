using System.Diagnostics;

namespace StatusPage.Tests.Fixtures;

/// <summary>Waits in real time for what another thread is about to do.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <param name="atMost">20 s unless said.</param>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? atMost = null) => UntilAsync(() => Task.FromResult(condition()), what, atMost);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? atMost = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (atMost ?? Longest))
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }

            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
