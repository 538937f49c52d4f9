using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Egress;
using StatusPage.Core.Organizations;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorTrial(Acts acts, IEnumerable<IProbe> probes, EgressPolicy policy, ISecrets secrets, NodeOptions node) : IMonitorTrial, IDisposable
{
    private const int AtOnce = 4;

    private readonly Dictionary<MonitorKind, IProbe> _probes = probes.ToDictionary(probe => probe.Kind);
    private readonly MonitorRequests _requests = new(secrets);
    private readonly SemaphoreSlim _slots = new(AtOnce, AtOnce);

    public bool IsPossible => _probes.Count > 0;

    public string Location => node.Location;

    public async Task<ProbeResult> RunAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        if (!_probes.TryGetValue(MonitorKind.Http, out var probe))
        {
            throw new RuleViolationException("Here nothing is checked; save the monitor, and a worker checks it at once.");
        }

        if (!await _slots.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new RuleViolationException("Several people try something at this moment; try again in a few seconds.");
        }

        try
        {
            return await probe.ProbeAsync(await TargetAsync(actor, id, settings, cancellationToken), cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private Task<ProbeTarget> TargetAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var target = TypedTarget.CheckedFor(MonitorTarget.Http(settings.Target), node.Location, policy);
        var prepared = _requests.Prepare(settings.Http);
        return acts.RunAsync(
            actor,
            Role.Admin,
            async act =>
            {
                var former = await act.Context.Set<StatusMonitor>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
                var http = MonitorRequests.Kept(prepared, target, former);
                act.WriteDown("monitor.tried", id.Value, before: null, JsonSerializer.Serialize(new { Target = target, http.Method }, JsonSerializerOptions.Web));

                // By the rules for what is saved, so that nothing can be tried that could not be saved.
                var tried = new StatusMonitor(id, actor.OrganizationId, "tried", target, settings.Schedule, http, act.Now);
                tried.Tune(settings.TimeoutMs, settings.Thresholds);
                return new ProbeTarget(tried.Kind, tried.Target, TimeSpan.FromMilliseconds(tried.TimeoutMs), tried.Http);
            },
            cancellationToken);
    }
}
