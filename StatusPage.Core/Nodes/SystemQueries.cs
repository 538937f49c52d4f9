using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Nodes;

internal sealed class SystemQueries(Database database, DatabaseSettings settings, ILocations locations, MailOptions mail) : ISystemQueries
{
    public async Task<SystemView> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var (known, unserved) = (await locations.AllAsync(cancellationToken), await locations.UnservedAsync(cancellationToken));
        return await database.ReadAsync(DataScope.Everything, context => ReadAsync(context, known, unserved, cancellationToken), cancellationToken);
    }

    private async Task<SystemView> ReadAsync(
        StatusPageContext context, IReadOnlyList<LocationView> known, IReadOnlyList<UnservedLocation> unserved, CancellationToken cancellationToken)
    {
        var now = await database.Dialect.NowAsync(context, cancellationToken);
        var live = now - NodeBeat.LiveFor;
        var nodes = await context.Set<NodeRow>().ToListAsync(cancellationToken);
        var checks = context.Set<ScheduledCheck>()
            .Where(check => context.Set<StatusMonitor>().Any(monitor => monitor.Id == check.MonitorId && !monitor.Paused));
        var first = await checks.OrderBy(check => check.DueAt).Select(check => (DateTimeOffset?)check.DueAt).FirstOrDefaultAsync(cancellationToken);
        var pages = await context.Set<PublicPage>().CountAsync(cancellationToken);
        var current = await context.Set<PublicPage>()
            .CountAsync(page => context.Set<PageSnapshotRow>().Any(row => row.PageId == page.Id && row.ContentVersion >= page.ContentVersion), cancellationToken);
        var oldest = await context.Set<PageSnapshotRow>().OrderBy(row => row.RenderedAt).Select(row => (DateTimeOffset?)row.RenderedAt).FirstOrDefaultAsync(cancellationToken);
        return new SystemView(
            now,
            settings.Kind,
            await VersionAsync(context, cancellationToken),
            [.. nodes.OrderBy(row => row.LastSeenAt < live).ThenBy(row => row.Program, StringComparer.Ordinal).ThenBy(row => row.StartedAt).Select(row => View(row, live))],
            known,
            unserved,
            Since(first, now),
            await checks.CountAsync(cancellationToken),
            await OutboxAsync(context, now, cancellationToken),
            pages,
            pages - current,
            oldest is null ? null : Since(oldest, now),
            mail.IsOn);
    }

    private static NodeView View(NodeRow row, DateTimeOffset live) =>
        new(row.Name, row.Program, row.Version, row.StartedAt, row.LastSeenAt, row.LastSeenAt >= live, row.Redis);

    private static async Task<string> VersionAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        return context.Database.GetDbConnection().ServerVersion;
    }

    private static async Task<IReadOnlyList<WaitingEffects>> OutboxAsync(StatusPageContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await context.Set<OutboxMessage>().GroupBy(row => row.Kind)
            .Select(group => new
            {
                Kind = group.Key,
                Waiting = group.Count(row => row.ParkedAt == null),
                Parked = group.Count(row => row.ParkedAt != null),
                Oldest = group.Min(row => row.ParkedAt == null ? (DateTimeOffset?)row.CreatedAt : null),
            })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Kind).Select(row => new WaitingEffects(EnumWords<OutboxKind>.ToWord(row.Kind), row.Waiting, row.Parked, row.Oldest is null ? null : Since(row.Oldest, now)))];
    }

    private static TimeSpan Since(DateTimeOffset? at, DateTimeOffset now) => at is { } past && past < now ? now - past : TimeSpan.Zero;
}
