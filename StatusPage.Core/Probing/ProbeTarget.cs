using StatusPage.Core.Monitors;

namespace StatusPage.Core.Probing;

/// <summary>What a probe needs to know of a monitor.</summary>
/// <param name="Timeout">For everything, from the name look-up to the last byte that is needed.</param>
public sealed record ProbeTarget(MonitorKind Kind, string Target, TimeSpan Timeout, HttpSettings Http);
