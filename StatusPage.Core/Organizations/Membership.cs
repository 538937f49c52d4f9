using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

/// <summary>Changes of who belongs to an organisation come one after the other.</summary>
internal static class Membership
{
    /// <summary>
    /// Waits for all other changes of the organisation's members and keeps them waiting until the transaction ends; what is read afterwards stays
    /// true. Without it two owners who remove each other at the same time would both find another owner left.
    /// </summary>
    /// <returns>The acting member, as of now: their role may have been taken away since they were asked.</returns>
    public static async Task<Member> LockAsync(Act act, Role least, CancellationToken cancellationToken)
    {
        var organization = act.Actor.OrganizationId;
        await LockAsync(act.Context, organization, cancellationToken);
        var acting = await FindAsync(act.Context, act.Actor.UserId, cancellationToken) ?? throw new RuleViolationException("You are no member of this organisation any more.");
        (act.Actor with { Role = acting.Role }).Require(least);
        return acting;
    }

    public static Task LockAsync(StatusPageContext context, OrganizationId organization, CancellationToken cancellationToken) =>
        context.Set<Organization>().Where(row => row.Id == organization)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Name, one => one.Name), cancellationToken);

    public static Task<Member?> FindAsync(StatusPageContext context, UserId user, CancellationToken cancellationToken) =>
        context.Set<Member>().SingleOrDefaultAsync(row => row.UserId == user, cancellationToken);

    public static async Task<string> NameAsync(StatusPageContext context, UserId user, CancellationToken cancellationToken) =>
        await context.Set<StaffUser>().Where(row => row.Id == user.Value).Select(row => row.Email).FirstOrDefaultAsync(cancellationToken) ?? "";
}
