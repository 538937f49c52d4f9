namespace StatusPage.Core.Monitors;

/// <summary>What happens to monitors by the clock. May run in several processes at the same time.</summary>
public interface IMonitorUpkeep
{
    /// <summary>Lets go on whose pause has ended by the database's clock. Those that run by a cron expression wait for their next time.</summary>
    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>Deletes, with all their results, the monitors that were archived so long ago that nobody can bring them back.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
