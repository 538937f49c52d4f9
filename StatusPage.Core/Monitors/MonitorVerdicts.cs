using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>What follows from a new verdict for the components, written in the transaction that found it.</summary>
internal static class MonitorVerdicts
{
    /// <summary>Does nothing when the monitor has that state by now: somebody else has found the same, and has written what follows.</summary>
    /// <returns>The components that say something else now. Their pages are still to be raised: by the caller, all of them at once.</returns>
    public static async Task<IReadOnlyCollection<ServiceComponentId>> ApplyAsync(
        StatusPageContext context, StatusMonitor monitor, MonitorState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var changed = await context.Set<StatusMonitor>().Where(row => row.Id == monitor.Id && row.State != state).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.State, state).SetProperty(one => one.StateSince, at)
                .SetProperty(one => one.AcknowledgedAt, (DateTimeOffset?)null).SetProperty(one => one.AcknowledgedBy, (UserId?)null),
            cancellationToken);
        if (changed == 0)
        {
            return [];
        }

        var links = await context.Set<MonitorLink>().AsNoTracking().Where(link => link.MonitorId == monitor.Id).ToListAsync(cancellationToken);
        foreach (var link in links)
        {
            await Spans.SayAsync(
                context, monitor.OrganizationId, link.ComponentId, SpanSource.Monitor, monitor.Id.Value, link.StatusOf(state), at, cancellationToken);
        }

        return links.ConvertAll(link => link.ComponentId);
    }

    /// <summary>Says anew what stands: after people have changed the monitor or its links. One that was put away says nothing any more.</summary>
    /// <returns>The components that the monitor feeds. Their pages are still to be raised.</returns>
    public static async Task<IReadOnlyCollection<ServiceComponentId>> SayAsync(
        StatusPageContext context, StatusMonitor monitor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var links = await context.Set<MonitorLink>().AsNoTracking().Where(link => link.MonitorId == monitor.Id).OrderBy(link => link.ComponentId)
            .ToListAsync(cancellationToken);
        foreach (var link in links)
        {
            var status = monitor.ArchivedAt is null ? link.StatusOf(monitor.Paused ? MonitorState.Paused : monitor.State) : (ComponentStatus?)null;
            await Spans.SayAsync(
                context, monitor.OrganizationId, link.ComponentId, SpanSource.Monitor, monitor.Id.Value, status, at, cancellationToken);
        }

        return links.ConvertAll(link => link.ComponentId);
    }
}
