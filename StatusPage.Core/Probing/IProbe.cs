using StatusPage.Core.Monitors;

namespace StatusPage.Core.Probing;

/// <summary>One kind of check. Safe to call from several threads at once.</summary>
public interface IProbe
{
    MonitorKind Kind { get; }

    /// <summary>Looks once. The target's own timeout is a result; <see cref="OperationCanceledException"/> is thrown only for the caller's token.</summary>
    Task<ProbeResult> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken);
}
