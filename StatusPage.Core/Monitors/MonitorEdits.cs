using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Egress;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Makes a monitor what its settings say, within an act.</summary>
internal sealed class MonitorEdits(Database database)
{
    private const int MostLinks = 100;

    /// <exception cref="NotFoundException">It is archived, where it cannot be changed.</exception>
    public static StatusMonitor InUse(MonitorSet set, int? expectedVersion) =>
        Act.Found(set.Monitors.SingleOrDefault(monitor => monitor.ArchivedAt is null), "The monitor", expectedVersion);

    /// <param name="known">All locations.</param>
    public async Task MakeAsync(
        Act act, StatusMonitorId id, MonitorSettings settings, PreparedHttp http, StatusMonitorId? secretsFrom, IReadOnlyList<LocationView> known, CancellationToken cancellationToken)
    {
        var context = act.Context;
        var former = secretsFrom is { } from
            ? Act.Found(await context.Set<StatusMonitor>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == from, cancellationToken), "The monitor")
            : null;
        var target = MonitorTarget.Http(settings.Target);
        var chosen = Chosen(settings, target, known, standing: []);
        var monitor = new StatusMonitor(
            id, act.Actor.OrganizationId, settings.Name, target, settings.Schedule, MonitorRequests.Kept(http, target, former), act.Now);
        monitor.Tune(settings.TimeoutMs, settings.Thresholds);
        monitor.TagWith(settings.Tags);
        var now = await database.Dialect.NowAsync(context, cancellationToken);
        context.Add(monitor);
        context.AddRange(chosen.Select(location => new ScheduledCheck(monitor.OrganizationId, id, location, now)));
        await LinkAsync(act, monitor, settings.Links, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await PageChanges.RaiseForAsync(context, await MonitorVerdicts.SayAsync(context, monitor, act.Now, cancellationToken), cancellationToken);
        var after = await MonitorFacts.JsonAsync(context, [monitor], cancellationToken);
        act.WriteDown("monitor.created", id.Value, before: null, after[id]);
        act.Announce(ChangeKind.Monitor, id.Value);
        act.Announce(ChangeKind.Settings, id.Value);
    }

    public async Task ChangeAsync(
        Act act, StatusMonitorId id, int? expectedVersion, MonitorSettings settings, PreparedHttp http, IReadOnlyList<LocationView> known, CancellationToken cancellationToken)
    {
        var set = await MonitorSet.TakeAsync(act, [id], cancellationToken);
        var monitor = InUse(set, expectedVersion);
        var target = MonitorTarget.Http(settings.Target);
        var standing = set.ChecksOf(monitor).ToList();
        var chosen = Chosen(settings, target, known, [.. standing.Select(check => check.Location)]);
        monitor.Rename(settings.Name);
        monitor.Watch(target, MonitorRequests.Kept(http, target, monitor));
        monitor.Tune(settings.TimeoutMs, settings.Thresholds);
        monitor.RunBy(settings.Schedule, act.Now);
        monitor.TagWith(settings.Tags);

        // Links and locations are part of it, though they are rows of their own.
        act.Context.Entry(monitor).Property(row => row.Name).IsModified = true;
        act.Context.RemoveRange(standing.Where(check => !chosen.Contains(check.Location)));
        act.Context.AddRange(chosen.Except(standing.Select(check => check.Location), StringComparer.Ordinal)
            .Select(location => NewCheck(monitor, location, act.Now)));
        await CheckAtOnceAsync(act, set, monitor, cancellationToken);
        var touched = await LinkAsync(act, monitor, settings.Links, cancellationToken);
        await set.FinishAsync("monitor.changed", [monitor], touched, cancellationToken);
    }

    public async Task CheckAtOnceAsync(Act act, MonitorSet set, StatusMonitor monitor, CancellationToken cancellationToken)
    {
        var now = await database.Dialect.NowAsync(act.Context, cancellationToken);
        foreach (var check in set.ChecksOf(monitor).Where(_ => !monitor.IsAtRest))
        {
            check.MakeDue(now);
        }
    }

    private static ScheduledCheck NewCheck(StatusMonitor monitor, string location, DateTimeOffset now)
    {
        var check = new ScheduledCheck(monitor.OrganizationId, monitor.Id, location, now);
        if (monitor.IsAtRest)
        {
            check.Stop();
        }

        return check;
    }

    // One that nobody has heard of any more may stay, so that a monitor can be changed while its location is away.
    private static List<string> Chosen(MonitorSettings settings, string target, IReadOnlyList<LocationView> known, IReadOnlyCollection<string> standing)
    {
        var chosen = settings.Locations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var name in chosen)
        {
            if (known.FirstOrDefault(location => location.Name == name) is { } location)
            {
                TypedTarget.CheckedFor(target, name, location.Policy);
            }
            else if (!standing.Contains(name))
            {
                throw new RuleViolationException($"There is no location {name}; choose one that is there.");
            }
        }

        return chosen.Count > 0 ? chosen : throw new RuleViolationException("Choose at least one location from which it is checked.");
    }

    /// <returns>The components that were taken off; their spans of this monitor have ended.</returns>
    private static async Task<IReadOnlyCollection<ServiceComponentId>> LinkAsync(
        Act act, StatusMonitor monitor, IReadOnlyList<TypedLink> wanted, CancellationToken cancellationToken)
    {
        await RequireOwnAsync(act.Context, wanted, cancellationToken);
        var links = await act.Context.Set<MonitorLink>()
            .Where(link => link.MonitorId == monitor.Id && act.Context.Set<ServiceComponent>().Any(component => component.Id == link.ComponentId))
            .ToDictionaryAsync(link => link.ComponentId, cancellationToken);
        foreach (var one in wanted)
        {
            if (!links.Remove(one.ComponentId, out var link))
            {
                link = new MonitorLink(monitor.OrganizationId, monitor.Id, one.ComponentId);
                act.Context.Add(link);
            }

            link.Mean(one.WhenDown, one.WhenDegraded);
        }

        foreach (var link in links.Values)
        {
            act.Context.Remove(link);
            await Spans.SayAsync(
                act.Context, monitor.OrganizationId, link.ComponentId, SpanSource.Monitor, monitor.Id.Value, status: null, act.Now, cancellationToken);
        }

        return links.Keys;
    }

    private static async Task RequireOwnAsync(StatusPageContext context, IReadOnlyList<TypedLink> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(link => link.ComponentId).ToHashSet();
        if (ids.Count != wanted.Count || ids.Count > MostLinks)
        {
            throw new RuleViolationException($"A monitor feeds {MostLinks} components at the most, each of them once.");
        }

        if (await context.Set<ServiceComponent>().CountAsync(component => ids.Contains(component.Id), cancellationToken) != ids.Count)
        {
            throw new NotFoundException("The component");
        }
    }
}
