using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>A check that was carried out and is to be recorded.</summary>
internal sealed record FinishedCheck(ClaimedCheck Claimed, DateTimeOffset StartedAt, ProbeResult Result);
