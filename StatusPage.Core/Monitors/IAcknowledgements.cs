using StatusPage.Core.Accounts;

namespace StatusPage.Core.Monitors;

/// <summary>Somebody has a problem in hand. It is forgotten as soon as the monitor changes its mind: what gets worse is to be seen again.</summary>
public interface IAcknowledgements
{
    /// <summary>Tells everybody that the actor looks after it. Whoever was there before stays.</summary>
    /// <exception cref="RuleViolationException">The actor is no operator, or there is nothing to acknowledge (any more).</exception>
    /// <exception cref="NotFoundException">The organisation has no such monitor.</exception>
    Task AcknowledgeAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken);

    /// <summary>Nobody looks after it any more. Does nothing where nobody did.</summary>
    /// <exception cref="RuleViolationException">The actor is no operator.</exception>
    /// <exception cref="NotFoundException">The organisation has no such monitor.</exception>
    Task WithdrawAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken);
}
