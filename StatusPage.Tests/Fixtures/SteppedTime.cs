using Microsoft.Extensions.Time.Testing;

namespace StatusPage.Tests.Fixtures;

/// <summary>A clock for one loop that always waits by it: it only goes on once the loop waits again, so that the loop misses no step.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waiting;

    public async Task StepAsync(TimeSpan by)
    {
        await SettledAsync();
        Advance(by);
        await SettledAsync();
    }

    /// <summary>Goes on in steps that no timer of the loop is shorter than.</summary>
    public async Task RunAsync(TimeSpan by)
    {
        var step = TimeSpan.FromMilliseconds(250);
        for (var gone = TimeSpan.Zero; gone < by; gone += step)
        {
            await StepAsync(step);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _waiting);
        var wait = new Wait(() => Interlocked.Decrement(ref _waiting));
        return wait.With(base.CreateTimer(
            given =>
            {
                wait.End();
                callback(given);
            },
            state,
            dueTime,
            period));
    }

    public Task SettledAsync() => Patience.UntilAsync(() => Volatile.Read(ref _waiting) > 0, "the loop to wait");

    private sealed class Wait(Action ended) : ITimer
    {
        private ITimer? _timer;
        private int _ended;

        public Wait With(ITimer timer)
        {
            _timer = timer;
            return this;
        }

        public void End()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                ended();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer?.Change(dueTime, period) ?? false;

        public void Dispose()
        {
            End();
            _timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
