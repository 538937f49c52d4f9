using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using StatusPage.Core.Live;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>Reads the sequence of changes.</summary>
internal static class ChangeRows
{
    // A number that grows would not do: transactions commit in another order than they took their numbers, and what a reader has passed by it
    // never sees. The place is therefore the snapshot of the reading before: read is what it could not see and this statement's own can.
    private const string Sql = """
        SELECT pg_current_snapshot()::text AS "Place", changes.id AS "Id", changes.node AS "Node", changes.said AS "Said"
        FROM (VALUES (1)) AS always LEFT JOIN changes
            ON changes.txid >= pg_snapshot_xmin(@place::pg_snapshot) AND NOT pg_visible_in_snapshot(changes.txid, @place::pg_snapshot)
                AND changes.node <> @node
        ORDER BY changes.txid, changes.id
        """;

    public static async Task<KeptChanges> ReadAsync(StatusPageContext context, string? place, string node, CancellationToken cancellationToken)
    {
        var rows = await context.Database
            .SqlQueryRaw<Row>(
                Sql,
                new NpgsqlParameter("place", NpgsqlDbType.Text) { Value = (object?)place ?? DBNull.Value },
                new NpgsqlParameter("node", node))
            .ToListAsync(cancellationToken);
        return new KeptChanges(
            rows[0].Place,
            [.. rows.Where(row => row.Id is not null).Select(row => ChangeSet.Read(row.Id.GetValueOrDefault(), row.Node ?? "", row.Said ?? ""))]);
    }

    private sealed class Row
    {
        public required string Place { get; init; }

        public Guid? Id { get; init; }

        public string? Node { get; init; }

        public string? Said { get; init; }
    }
}
