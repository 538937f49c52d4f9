using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;

namespace StatusPage.Jobs.Probing;

/// <summary>Looks at an http or https address once.</summary>
internal sealed class HttpProbe(GuardedHttp http, ISecrets secrets, TimeProvider time) : IProbe
{
    public MonitorKind Kind => MonitorKind.Http;

    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(target.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        SentParts parts;
        try
        {
            parts = SentParts.From(target.Http, secrets);
        }
        catch (SecretLostException lost)
        {
            return ProbeResult.NotRun(time.GetElapsedTime(started), ProbeReason.SecretLost, lost.Message);
        }

        var clock = new PhaseClock(time);
        using var check = new HttpCheck(http, target, parts, clock);
        try
        {
            var wrong = await check.RunAsync(either.Token);
            var latency = time.GetElapsedTime(started);
            var result = wrong is null ? ProbeResult.Succeeded(latency) : wrong.After(latency, check.Address, check.IsRedirected);
            return result with { Phases = clock.Stop() };
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = failure is OperationCanceledException || deadline.IsCancellationRequested;
            if ((isLate ? Late(check, target.Timeout) : HttpFault.From(failure)) is not { } fault)
            {
                throw;
            }

            return fault.After(time.GetElapsedTime(started), check.Address, check.IsRedirected) with { Phases = clock.Stop() };
        }
    }

    private static HttpFault Late(HttpCheck check, TimeSpan timeout) => new(
        ProbeReason.Timeout,
        FormattableString.Invariant($"{(check.HasAnswer ? "the answer did not end" : "no answer")} within {timeout.TotalSeconds:0.###} s"));
}
