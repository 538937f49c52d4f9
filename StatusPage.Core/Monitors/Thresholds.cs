namespace StatusPage.Core.Monitors;

/// <param name="FailuresToDown">Consecutive failures until a monitor is down, and consecutive slow answers until it is degraded.</param>
/// <param name="SuccessesToUp">Consecutive successes until it is up again.</param>
/// <param name="DegradedMs">Milliseconds from which an answer is slow; null when latency does not matter.</param>
public sealed record Thresholds(int FailuresToDown, int SuccessesToUp, int? DegradedMs);
