using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Jobs.Probing;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>Due checks without a database, a probe that ends when the test says so, and what was recorded.</summary>
internal sealed class FakeChecks : ICheckClaims, IProbe, ICheckRecorder
{
    private readonly Lock _lock = new();
    private readonly Channel<ProbeResult> _recordings = Channel.CreateUnbounded<ProbeResult>();
    private int _due;

    public FakeChecks(int slots, TimeProvider time)
    {
        var runner = new CheckRunner([this], this, time, NullLogger<CheckRunner>.Instance);
        InProgress = new RunningChecks(time);
        Sweep = new ProbeSweep(this, runner, InProgress, new ProbeSettings(slots), Readiness, time, NullLogger<ProbeSweep>.Instance);
        Readiness.MarkReady();
    }

    public ProbeSweep Sweep { get; }

    public RunningChecks InProgress { get; }

    public DatabaseReadiness Readiness { get; } = new();

    public List<int> AskedFor { get; } = [];

    public List<ProbeResult> Recorded { get; } = [];

    public int Running { get; private set; }

    public int MostRunning { get; private set; }

    public Func<CancellationToken, Task<ProbeResult>> Look { get; set; } = _ => Task.FromResult(ProbeResult.Succeeded(TimeSpan.FromMilliseconds(1)));

    public Func<IReadOnlyCollection<ClaimedCheck>, IReadOnlyList<ClaimedCheck>> Renew { get; set; } = held => [.. held];

    /// <summary>What happens between a claim and its answer.</summary>
    public Action Claiming { get; set; } = static () => { };

    public List<ClaimedCheck> HandedBack { get; } = [];

    public Func<bool> Record { get; set; } = () => true;

    public MonitorKind Kind => MonitorKind.Http;

    public void AddDue(int count)
    {
        lock (_lock)
        {
            _due += count;
        }
    }

    public async Task WaitForRecordedAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await _recordings.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        }
    }

    public Task<IReadOnlyList<DueCheck>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            AskedFor.Add(most);
            Claiming();
            var count = Math.Min(most, _due);
            _due -= count;
            return Task.FromResult<IReadOnlyList<DueCheck>>([.. Enumerable.Range(0, count).Select(_ => NewCheck())]);
        }
    }

    public Task<IReadOnlyList<ClaimedCheck>> RenewAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken) =>
        Task.FromResult(Renew(held));

    public Task<int> HandBackAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken)
    {
        HandedBack.AddRange(held);
        return Task.FromResult(held.Count);
    }

    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            MostRunning = Math.Max(MostRunning, ++Running);
        }

        try
        {
            return await Look(cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                Running--;
            }
        }
    }

    public Task<bool> RecordAsync(ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Recorded.Add(result);
        }

        _recordings.Writer.TryWrite(result);
        return Task.FromResult(Record());
    }

    private static DueCheck NewCheck() => new(
        new ClaimedCheck(OrganizationId.New(), StatusMonitorId.New(), "default", DateTimeOffset.UnixEpoch, LeaseToken: 1),
        new ProbeTarget(MonitorKind.Http, "https://example.com/", TimeSpan.FromSeconds(10), new HttpSettings()));
}
