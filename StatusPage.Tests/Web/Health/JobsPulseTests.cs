using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Health;

namespace StatusPage.Tests.Web.Health;

public sealed class JobsPulseTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(PageViews.Noon);
    private readonly FakeMonitors _monitors = new() { LastCheckAt = PageViews.Noon };
    private readonly DatabaseReadiness _readiness = new();
    private readonly JobsPulse _pulse;

    public JobsPulseTests() => _pulse = new JobsPulse(_readiness, _monitors, _monitors, _time, new FakeLogger<JobsPulse>());

    public async ValueTask InitializeAsync() => await _pulse.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _pulse.StopAsync(CancellationToken.None);
        _pulse.Dispose();
    }

    [Fact]
    public async Task Execute_EveryPause_AsksAndMarks()
    {
        await FirstLookAsync();
        Assert.Equal(PageViews.Noon, _pulse.LastHeardAt);

        _monitors.LastCheckAt = PageViews.Noon + Pause;
        _time.Advance(Pause);

        await Patience.UntilAsync(() => _monitors.Marked == 2, "the second look");
        Assert.Equal(PageViews.Noon + Pause, _pulse.LastHeardAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Execute_DatabaseAway_KeepsWhatItHeardAndGoesOn(bool givesUp)
    {
        await FirstLookAsync();
        _monitors.Failure = givesUp ? new TaskCanceledException("The command took too long.") : new FakeDbException();
        _time.Advance(Pause);
        Assert.Equal(PageViews.Noon, _pulse.LastHeardAt);

        _monitors.Failure = null;
        _monitors.LastCheckAt = PageViews.Noon + (2 * Pause);
        await Patience.UntilAsync(Turned, "the next look");

        Assert.Equal(PageViews.Noon + (2 * Pause), _pulse.LastHeardAt);
    }

    [Fact]
    public void Execute_NotMigratedYet_AsksNobody() => Assert.Equal((0, null), (_monitors.Marked, _pulse.LastHeardAt));

    private async Task FirstLookAsync()
    {
        _readiness.MarkReady();
        await Patience.UntilAsync(() => _monitors.Marked == 1, "the first look");
    }

    private bool Turned()
    {
        _time.Advance(Pause);
        return _monitors.Marked > 1;
    }
}
