using StatusPage.Core.Accounts;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>Looks once, with settings that nobody has saved.</summary>
public interface IMonitorTrial
{
    /// <summary>Whether this process makes checks itself. Where workers make them it says nothing about what they would see.</summary>
    bool IsPossible { get; }

    /// <summary>From where it looks: this node's location.</summary>
    string Location { get; }

    /// <summary>Needs the role admin. The answer is not recorded; that it was asked for is written down.</summary>
    /// <param name="id">The monitor whose headers and body those are that the settings keep; a new one has none.</param>
    /// <exception cref="RuleViolationException">A setting cannot be used, too many try at once, or this process makes no checks.</exception>
    Task<ProbeResult> RunAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, CancellationToken cancellationToken);
}
