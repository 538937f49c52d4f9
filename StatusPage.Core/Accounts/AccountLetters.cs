using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Accounts;

internal sealed class AccountLetters(Database database, ISecrets secrets, OwnAddress links, TimeProvider time) : IAccountLetters
{
    public async Task<InvitationLetter?> InvitationAsync(Guid subject, CancellationToken cancellationToken)
    {
        var id = new InvitationId(subject);
        var found = await database.ReadAsync(
            DataScope.Everything,
            async context => await context.Set<Invitation>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row ? null : new
            {
                Invitation = row,
                Organization = await context.Set<Organization>().Where(one => one.Id == row.OrganizationId).Select(one => one.Name).SingleAsync(cancellationToken),
                By = await context.Set<StaffUser>().Where(one => one.Id == row.InvitedBy.Value).Select(one => one.Email).FirstOrDefaultAsync(cancellationToken),
            },
            cancellationToken);
        if (found is null || found.Invitation.StateAt(time.GetUtcNow()) is not InvitationState.Open)
        {
            return null;
        }

        var invitation = found.Invitation;
        var link = await links.JoinAsync(secrets.Reveal(InvitationCommands.Purpose, invitation.ProtectedToken), cancellationToken);
        return new InvitationLetter(invitation.Email, found.Organization, invitation.Role, found.By ?? "", link, invitation.ExpiresAt);
    }

    public async Task<PasswordResetLetter?> PasswordResetAsync(Guid subject, CancellationToken cancellationToken)
    {
        var (id, now) = (new PasswordResetId(subject), time.GetUtcNow());
        var found = await database.ReadAsync(
            DataScope.Everything,
            async context => await context.Set<PasswordReset>().SingleOrDefaultAsync(row => row.Id == id && row.UsedAt == null && row.ExpiresAt > now, cancellationToken) is not { } row ? null : new
            {
                Reset = row,
                To = await context.Set<StaffUser>().Where(one => one.Id == row.UserId.Value).Select(one => one.Email).FirstOrDefaultAsync(cancellationToken),
            },
            cancellationToken);
        return found?.To is null ? null : new PasswordResetLetter(
            found.To, await links.ResetAsync(secrets.Reveal(Passwords.Purpose, found.Reset.ProtectedToken), cancellationToken), found.Reset.ExpiresAt);
    }
}
