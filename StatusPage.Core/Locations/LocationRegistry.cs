using System.Net;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Locations;

internal sealed class LocationRegistry(Database database, NodeOptions node, EgressPolicy policy) : ILocations
{
    // Several reports may be late or fail before anybody says that a location is not served.
    private static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(15);

    // Every start adds a row. One that has ended is needed only while nobody newer tells of the location.
    private static readonly TimeSpan KeptBesideNewer = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptAlone = TimeSpan.FromDays(30);

    public Task ReportAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(DataScope.Everything, context => ReportAsync(context, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LocationView>> AllAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LocationView>>(
        DataScope.Everything,
        async context =>
        {
            var live = await database.Dialect.NowAsync(context, cancellationToken) - LiveFor;
            var nodes = await context.Set<LocationNode>().ToListAsync(cancellationToken);
            return [.. nodes.GroupBy(row => row.Name, StringComparer.Ordinal).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => View(rows.Key, [.. rows], live))];
        },
        cancellationToken);

    public Task<IReadOnlyList<UnservedLocation>> UnservedAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<UnservedLocation>>(
        DataScope.Everything,
        async context =>
        {
            var live = await database.Dialect.NowAsync(context, cancellationToken) - LiveFor;
            var unserved = await context.Set<ScheduledCheck>()
                .Where(check => context.Set<StatusMonitor>().Any(monitor => monitor.Id == check.MonitorId && !monitor.Paused))
                .Where(check => !context.Set<LocationNode>().Any(row => row.Name == check.Location && row.LastSeenAt >= live))
                .GroupBy(check => check.Location)
                .Select(checks => new { Name = checks.Key, Count = checks.Count() })
                .ToListAsync(cancellationToken);
            return [.. unserved.OrderBy(location => location.Name, StringComparer.Ordinal).Select(location => new UnservedLocation(location.Name, location.Count))];
        },
        cancellationToken);

    private async Task ReportAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var now = await database.Dialect.NowAsync(context, cancellationToken);
        var heard = await context.Set<LocationNode>().Where(row => row.Name == node.Location && row.Node == node.Name)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeenAt, now), cancellationToken);
        if (heard > 0)
        {
            return;
        }

        context.Add(new LocationNode(node, policy, now));
        var (beside, alone) = (now - KeptBesideNewer, now - KeptAlone);
        await context.Set<LocationNode>()
            .Where(row => row.LastSeenAt < alone || (row.Name == node.Location && row.LastSeenAt < beside))
            .ExecuteDeleteAsync(cancellationToken);
    }

    // Who is alive says what holds; of a location where nobody is, the one that was heard last.
    private static LocationView View(string name, IReadOnlyList<LocationNode> nodes, DateTimeOffset live)
    {
        var last = nodes.MaxBy(row => row.LastSeenAt) ?? throw new ArgumentException("There are no nodes.", nameof(nodes));
        var alive = nodes.Where(row => row.LastSeenAt >= live).ToList();
        var telling = alive.Count > 0 ? alive : [last];
        var networks = telling.Select(row => row.AllowedNetworks.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Aggregate((all, next) => [.. all.Intersect(next, StringComparer.Ordinal)]);
        var policy = new EgressPolicy(telling.TrueForAll(row => row.AllowPrivate), [.. networks.Select(network => IPNetwork.Parse(network))]);
        return new LocationView(name, alive.Count, policy, last.LastSeenAt);
    }
}
