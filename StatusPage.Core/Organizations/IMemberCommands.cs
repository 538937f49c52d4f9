using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

/// <summary>
/// Who belongs to the organisation. Every organisation keeps an owner: the last one is neither removed nor made less, and cannot leave.
/// Refusals are <see cref="RuleViolationException"/>.
/// </summary>
public interface IMemberCommands
{
    /// <summary>Needs an owner.</summary>
    /// <exception cref="NotFoundException">The organisation has no such member.</exception>
    Task SetRoleAsync(Actor actor, UserId member, Role role, CancellationToken cancellationToken);

    /// <summary>Needs an owner. Ends the member's access, that of the tokens that they made included.</summary>
    /// <exception cref="NotFoundException">The organisation has no such member.</exception>
    Task RemoveAsync(Actor actor, UserId member, CancellationToken cancellationToken);

    /// <summary>Everybody may go.</summary>
    Task LeaveAsync(Actor actor, CancellationToken cancellationToken);
}
