using StatusPage.Core.Accounts;

namespace StatusPage.Core.Monitors;

/// <summary>
/// What people do to monitors. Each act is one transaction and takes effect at once, on every node: a check that runs meanwhile by other
/// settings is not counted. Testing needs the role operator, all else the role admin. Refusals are <see cref="RuleViolationException"/> and say
/// what to do; what the actor's organisation does not have is a <see cref="NotFoundException"/>.
/// </summary>
public interface IMonitorCommands
{
    /// <param name="id">Made by the caller, who may send the same again when no answer came: there is one monitor then.</param>
    /// <param name="secretsFrom">The monitor whose headers and body those are that the settings keep: the one that is cloned.</param>
    Task CreateAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, StatusMonitorId? secretsFrom, CancellationToken cancellationToken);

    /// <summary>Makes it what the settings say, and has it checked at once unless it is paused.</summary>
    /// <param name="expectedVersion">Null to change whatever version there is.</param>
    /// <exception cref="StaleVersionException">Somebody else has changed the monitor.</exception>
    Task ChangeAsync(Actor actor, StatusMonitorId id, int? expectedVersion, MonitorSettings settings, CancellationToken cancellationToken);

    /// <inheritdoc cref="ChangeAsync"/>
    Task RenameAsync(Actor actor, StatusMonitorId id, int? expectedVersion, string name, CancellationToken cancellationToken);

    /// <summary>From now on the monitor's checks send these headers and this body, and none of those before. The values are kept encrypted.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    Task SetRequestAsync(Actor actor, StatusMonitorId id, int? expectedVersion, RequestParts parts, CancellationToken cancellationToken);

    /// <summary>Checks none of them any more; their components are unknown as far as they are concerned.</summary>
    /// <param name="until">When they go on by themselves; null: when somebody resumes them.</param>
    Task<MonitorsUndo> PauseAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Checks them at once and by their schedules from then on.</summary>
    Task<MonitorsUndo> ResumeAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken);

    Task<MonitorsUndo> TagAsync(
        Actor actor,
        IReadOnlyCollection<StatusMonitorId> ids,
        IReadOnlyCollection<string> add,
        IReadOnlyCollection<string> remove,
        CancellationToken cancellationToken);

    /// <summary>Puts them away: they are not checked, and say nothing of their components any more.</summary>
    Task<MonitorsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken);

    /// <summary>Brings archived ones back within <see cref="IArchivable.Kept"/>; those that were not paused are checked at once.</summary>
    Task<MonitorsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken);

    /// <summary>Makes all of them what they were before an act, verdicts included.</summary>
    /// <exception cref="StaleVersionException">One of them was changed since; then all stay as they are.</exception>
    Task UndoAsync(Actor actor, MonitorsUndo undo, CancellationToken cancellationToken);

    /// <summary>Has it checked at once from all of its locations; where a check is running, that one is it.</summary>
    /// <returns>The database's time of it. What began later, or was running then, is the answer.</returns>
    Task<DateTimeOffset> CheckNowAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken);
}
