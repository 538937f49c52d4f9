using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorCommands(Database database, ISecrets secrets, TimeProvider time) : IMonitorCommands
{
    public async Task SetRequestAsync(
        Actor actor, StatusMonitorId id, int? expectedVersion, RequestParts parts, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        parts = parts.Checked();
        List<HttpHeader> headers = [.. parts.Headers.Select(header => new HttpHeader(header.Name, secrets.Protect(RequestParts.Purpose, header.Value)))];
        var body = parts.Body is { } text ? secrets.Protect(RequestParts.Purpose, text) : null;
        var now = time.GetUtcNow();
        try
        {
            await database.WriteAsync(
                DataScope.Of(actor.OrganizationId),
                async context =>
                {
                    var monitor = await context.Set<StatusMonitor>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
                        ?? throw new NotFoundException("The monitor");
                    if (expectedVersion is not null && expectedVersion != monitor.Version)
                    {
                        throw new StaleVersionException();
                    }

                    var before = Json(monitor.Http);
                    monitor.Send(headers, body);
                    context.Add(AuditEntry.By(actor, "monitor.request_changed", id.Value, Json(monitor.Http), now, before));
                    context.Announce(new Change(ChangeKind.Monitor, actor.OrganizationId, id.Value));
                },
                cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleVersionException();
        }
    }

    // Names alone: the audit is read by people.
    private static string Json(HttpSettings http) => JsonSerializer.Serialize(
        new { Headers = (http.Headers ?? []).Select(header => header.Name), HasBody = http.Body is not null }, JsonSerializerOptions.Web);
}
