namespace StatusPage.Jobs.Scheduling;

/// <summary>A feature's recurring jobs. What they are may depend on the database's rows, never on the node that asks.</summary>
internal interface ITriggerSource
{
    Task<IReadOnlyList<WantedTrigger>> WantedAsync(CancellationToken cancellationToken);
}
