namespace StatusPage.Jobs.Probing;

/// <summary>Why a node looks for due checks.</summary>
internal enum SweepReason
{
    Scheduled,

    /// <summary>The last look found more than there was room for.</summary>
    Backlog,

    /// <summary>The scheduler has been silent.</summary>
    Watchdog,
}
