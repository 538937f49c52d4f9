using StatusPage.Core.Accounts;

namespace StatusPage.Core.Monitors;

public interface IMonitorCommands
{
    /// <summary>From now on the monitor's checks send these headers and this body, and none of those before. The values are kept encrypted.</summary>
    /// <param name="expectedVersion">Null to change whatever version there is.</param>
    /// <exception cref="NotFoundException">No such monitor in the actor's organisation.</exception>
    /// <exception cref="RuleViolationException">A part cannot be sent, or the actor is no administrator.</exception>
    /// <exception cref="StaleVersionException">Somebody else has changed the monitor.</exception>
    Task SetRequestAsync(Actor actor, StatusMonitorId id, int? expectedVersion, RequestParts parts, CancellationToken cancellationToken);
}
