using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Persistence;

/// <summary>The one statement that both databases understand; only their instants look different.</summary>
internal static class SnapshotUpsert
{
    private const string Sql = """
        INSERT INTO page_snapshots (page_id, organization_id, content_version, rendered_at, valid_until, "view", bundle)
        VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6})
        ON CONFLICT (page_id) DO UPDATE SET content_version = excluded.content_version, rendered_at = excluded.rendered_at,
            valid_until = excluded.valid_until, "view" = excluded."view", bundle = excluded.bundle
        WHERE page_snapshots.content_version < excluded.content_version
            OR (page_snapshots.content_version = excluded.content_version AND page_snapshots.rendered_at < excluded.rendered_at)
        """;

    public static async Task<bool> StoreAsync(
        StatusPageContext context, RenderedPage rendered, Func<DateTimeOffset, object> instant, CancellationToken cancellationToken)
    {
        object[] values =
        [
            rendered.PageId.Value, rendered.OrganizationId.Value, rendered.ContentVersion, instant(rendered.RenderedAt),
            instant(rendered.ValidUntil), rendered.View, rendered.Bundle,
        ];
        return await context.Database.ExecuteSqlRawAsync(Sql, values, cancellationToken) == 1;
    }
}
