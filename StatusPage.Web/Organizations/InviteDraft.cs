using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Web.Organizations;

/// <summary>Whom an owner is about to invite.</summary>
public sealed class InviteDraft
{
    public InvitationId Id { get; private set; } = InvitationId.New();

    public string Email { get; set; } = "";

    public Role Role { get; set; } = Role.Operator;

    public bool WasSent { get; set; }

    /// <summary>What to do about the address; null when it can be used.</summary>
    public string? EmailProblem
    {
        get
        {
            try
            {
                EmailAddress.Checked(Email);
                return null;
            }
            catch (RuleViolationException refusal)
            {
                return Email.Trim().Length == 0 ? "Type the address of whom you invite." : refusal.Message;
            }
        }
    }

    public void Clear() => (Id, Email, WasSent) = (InvitationId.New(), "", false);
}
