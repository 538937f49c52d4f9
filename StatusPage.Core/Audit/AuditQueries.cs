using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Audit;

internal sealed class AuditQueries(Database database) : IAuditQueries
{
    private const int Most = 200;

    public Task<AuditPage> ListAsync(Actor actor, AuditFilter filter, AuditCursor? after, int most, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var wanted = Math.Clamp(most, 1, Most);
        return database.ReadAsync(
            DataScope.Of(actor.OrganizationId),
            async context =>
            {
                // One more than asked for tells whether there is a next page.
                var found = await After(Matching(context, filter), after).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(wanted + 1)
                    .Select(row => new AuditView(row.Id, row.At, row.ActorName, row.Address, row.Action, row.SubjectId, row.Before, row.After))
                    .ToListAsync(cancellationToken);
                var last = found.Count > wanted ? found[wanted - 1] : null;
                return new AuditPage([.. found.Take(wanted)], last is null ? null : new AuditCursor(last.At, last.Id));
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> ActionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        return database.ReadAsync<IReadOnlyList<string>>(
            DataScope.Of(actor.OrganizationId),
            async context => [.. (await context.Set<AuditEntry>().Select(row => row.Action).Distinct().ToListAsync(cancellationToken)).Order(StringComparer.Ordinal)],
            cancellationToken);
    }

    private static IQueryable<AuditEntry> Matching(StatusPageContext context, AuditFilter filter)
    {
        var rows = context.Set<AuditEntry>().AsQueryable();
        if (filter.Person is { Length: > 0 } person)
        {
            // The databases lower ASCII alike, which addresses are made of.
            var part = person.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Translated to SQL.
            rows = rows.Where(row => row.ActorName.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        if (filter.Action is { Length: > 0 } action)
        {
            var beginning = $"{action}.";
            rows = rows.Where(row => row.Action == action || row.Action.StartsWith(beginning));
        }

        if (filter.Subject is { } subject)
        {
            rows = rows.Where(row => row.SubjectId == subject);
        }

        if (filter.From is { } from)
        {
            rows = rows.Where(row => row.At >= from);
        }

        return filter.To is { } to ? rows.Where(row => row.At < to) : rows;
    }

    private static IQueryable<AuditEntry> After(IQueryable<AuditEntry> rows, AuditCursor? after)
    {
        if (after is not { } cursor)
        {
            return rows;
        }

        var (at, id) = cursor;
        return rows.Where(row => row.At < at || (row.At == at && row.Id.CompareTo(id) < 0));
    }
}
