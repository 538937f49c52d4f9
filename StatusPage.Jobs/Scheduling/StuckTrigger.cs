namespace StatusPage.Jobs.Scheduling;

/// <summary>A trigger that somebody reserved or is running for longer than any job takes, so that it does not fire.</summary>
/// <param name="State">As the scheduler's tables say it: ACQUIRED, BLOCKED.</param>
/// <param name="Holder">The node, if there is one that is alive; null: nobody will ever let go of it.</param>
internal sealed record StuckTrigger(string Name, string State, double Seconds, string? Holder);
