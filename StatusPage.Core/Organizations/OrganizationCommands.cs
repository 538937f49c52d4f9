using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

internal sealed class OrganizationCommands(Acts acts, Database database, TimeProvider time) : IOrganizationCommands
{
    public Task CreateAsync(Actor actor, OrganizationId id, string name, CancellationToken cancellationToken)
    {
        actor.Require(Role.Viewer);
        var now = time.GetUtcNow();
        var made = new Organization(id, name, now);
        return database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var user = actor.UserId;
                if (!await context.Set<Member>().AnyAsync(row => row.UserId == user && row.Role == Role.Owner, cancellationToken))
                {
                    throw new RuleViolationException("A further organisation is made by somebody who owns one here.");
                }

                if (!await context.Set<Member>().AnyAsync(row => row.OrganizationId == id && row.UserId == user, cancellationToken))
                {
                    context.AddRange(made, new Member(id, user, Role.Owner, now));
                    context.Add(AuditEntry.By(actor with { OrganizationId = id, Role = Role.Owner }, "organization.created", id.Value, Json(made), now));
                }

                await context.Set<StaffUser>().Where(row => row.Id == user.Value)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.ChosenOrganizationId, id), cancellationToken);
            },
            cancellationToken);
    }

    public Task RenameAsync(Actor actor, string name, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Owner,
        async act =>
        {
            var found = await act.Context.Set<Organization>().SingleAsync(row => row.Id == actor.OrganizationId, cancellationToken);
            var before = Json(found);
            found.Rename(name);
            act.WriteDown("organization.renamed", found.Id.Value, before, Json(found));
            act.Announce(ChangeKind.Settings, found.Id.Value);
        },
        cancellationToken);

    private static string Json(Organization organization) => JsonSerializer.Serialize(new { organization.Name }, JsonSerializerOptions.Web);
}
