using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Subscribers;

internal sealed class SubscriberExport(Acts acts, Database database) : ISubscriberExport
{
    /// <summary>So many are read at a time: a slow reader holds neither a connection nor all of the rows.</summary>
    internal const int Batch = 500;

    public async Task<IAsyncEnumerable<ExportedSubscriber>> BeginAsync(Actor actor, CancellationToken cancellationToken)
    {
        await acts.RunAsync(
            actor,
            Role.Admin,
            async act =>
            {
                var count = await act.Context.Set<Subscriber>().CountAsync(row => row.State == SubscriberState.Confirmed, cancellationToken);
                act.WriteDown("subscriber.exported", actor.OrganizationId.Value, before: null, JsonSerializer.Serialize(new { count }, JsonSerializerOptions.Web));
            },
            cancellationToken);
        return ReadAsync(actor.OrganizationId, cancellationToken);
    }

    private async IAsyncEnumerable<ExportedSubscriber> ReadAsync(OrganizationId organization, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = DataScope.Of(organization);
        var pages = await database.ReadAsync(
            scope, context => context.Set<PublicPage>().OrderBy(page => page.Name).Select(page => new { page.Id, page.Name }).ToListAsync(cancellationToken), cancellationToken);
        foreach (var page in pages)
        {
            for (var after = ""; after is not null;)
            {
                var from = after;
                var rows = await database.ReadAsync(scope, context => ReadAsync(context, page.Id, from, cancellationToken), cancellationToken);
                foreach (var row in rows)
                {
                    yield return new ExportedSubscriber(row.Address, page.Name, row.Components, row.ConfirmedAt);
                }

                after = rows.Count == Batch ? rows[^1].AddressKey : null;
            }
        }
    }

    private static async Task<List<Row>> ReadAsync(StatusPageContext context, PublicPageId page, string after, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Subscriber>().Include(row => row.Components)
            .Where(row => row.PageId == page && row.State == SubscriberState.Confirmed && row.AddressKey.CompareTo(after) > 0)
            .OrderBy(row => row.AddressKey).Take(Batch).ToListAsync(cancellationToken);
        var names = await context.Set<ServiceComponent>().IgnoreQueryFilters(new[] { IArchivable.Filter }).Where(component => component.PageId == page)
            .ToDictionaryAsync(component => component.Id, component => component.Name, cancellationToken);
        return rows.ConvertAll(row => new Row(
            row.Address,
            row.AddressKey,
            [.. row.Components.Select(followed => names.GetValueOrDefault(followed.ComponentId)).OfType<string>().Order(StringComparer.Ordinal)],
            row.ConfirmedAt));
    }

    private sealed record Row(string Address, string AddressKey, IReadOnlyList<string> Components, DateTimeOffset? ConfirmedAt);
}
