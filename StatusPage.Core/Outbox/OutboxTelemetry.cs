using System.Diagnostics.Metrics;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Outbox;

/// <summary>What the outbox tells of itself. No tag names a tenant. Safe from any thread.</summary>
internal sealed class OutboxTelemetry : IDisposable
{
    private static readonly OutboxKind[] Kinds = Enum.GetValues<OutboxKind>();

    private readonly Meter _meter = new(Telemetry.MeterName);
    private readonly TimeProvider _time;
    private readonly long[] _handled = new long[Kinds.Length];
    private readonly long[] _failed = new long[Kinds.Length];
    private volatile Seen? _seen;

    public OutboxTelemetry(TimeProvider time)
    {
        _time = time;

        // Observable, so that each kind is there from the start: of what is not there, nobody sees that it does not grow.
        _meter.CreateObservableCounter("statuspage.outbox.handled", () => Count(_handled), "{message}", "Messages whose effect has happened.");
        _meter.CreateObservableCounter("statuspage.outbox.failed", () => Count(_failed), "{message}", "Tries that came to nothing.");
        _meter.CreateObservableGauge(
            "statuspage.outbox.oldest", () => Measure((one, since) => one.Age is { } age ? (age + since).TotalSeconds : 0), "s",
            "How long the oldest message that is not parked has been waiting.");
        _meter.CreateObservableGauge("statuspage.outbox.waiting", () => Measure((one, _) => one.Waiting), "{message}", "Messages that are not parked.");
        _meter.CreateObservableGauge(
            "statuspage.outbox.parked", () => Measure((one, _) => one.Parked), "{message}", "Messages that nobody tries any more.");
    }

    public void CountHandled(OutboxKind kind, int count) => Interlocked.Add(ref _handled[(int)kind], count);

    public void CountFailed(OutboxKind kind, int count) => Interlocked.Add(ref _failed[(int)kind], count);

    /// <summary>What the database held just now.</summary>
    public void Saw(IReadOnlyDictionary<OutboxKind, OutboxBacklog> backlogs) => _seen = new Seen(_time.GetTimestamp(), backlogs);

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Count(long[] counts) =>
        Kinds.Select(kind => new Measurement<long>(Interlocked.Read(ref counts[(int)kind]), Tag(kind)));

    // Asked while the database is away it still answers: what waited then goes on getting older.
    private IEnumerable<Measurement<double>> Measure(Func<OutboxBacklog, TimeSpan, double> value) => _seen is not { } seen
        ? []
        : Kinds.Select(kind => new Measurement<double>(value(seen.Backlogs.GetValueOrDefault(kind), _time.GetElapsedTime(seen.At)), Tag(kind)));

    private static KeyValuePair<string, object?> Tag(OutboxKind kind) => new("kind", EnumWords<OutboxKind>.ToWord(kind));

    private sealed record Seen(long At, IReadOnlyDictionary<OutboxKind, OutboxBacklog> Backlogs);
}
