using Microsoft.AspNetCore.DataProtection;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;
using StatusPage.Jobs.Probing;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>Runs the real HTTP probe against targets on this machine.</summary>
internal static class Probes
{
    private static readonly EgressPolicy Loopback = new(AllowPrivate: true, []);

    /// <summary>Of an installation that is gone with the run.</summary>
    public static ISecrets Secrets { get; } = new ProtectedSecrets(new EphemeralDataProtectionProvider());

    public static Task<ProbeResult> LookAsync(string address, HttpSettings? settings = null, int timeoutMs = 10_000, EgressPolicy? policy = null) =>
        LookUntilAsync(address, settings ?? new HttpSettings(), timeoutMs, policy ?? Loopback, TestContext.Current.CancellationToken);

    public static Task<ProbeResult> LookUntilAsync(string address, CancellationToken cancellationToken) =>
        LookUntilAsync(address, new HttpSettings(), timeoutMs: 10_000, Loopback, cancellationToken);

    public static (CheckOutcome Outcome, ProbeReason Reason, string? Detail) Seen(this ProbeResult result) =>
        (result.Outcome, result.Reason, result.Detail);

    private static async Task<ProbeResult> LookUntilAsync(
        string address, HttpSettings settings, int timeoutMs, EgressPolicy policy, CancellationToken cancellationToken)
    {
        var dialler = new GuardedDialler(policy, new SystemNameResolver(), new TcpDialler(), TimeProvider.System);
        var probe = new HttpProbe(new GuardedHttp(dialler), Secrets, TimeProvider.System);
        var target = new ProbeTarget(MonitorKind.Http, address, TimeSpan.FromMilliseconds(timeoutMs), settings);
        return await probe.ProbeAsync(target, cancellationToken);
    }
}
