namespace StatusPage.Core.Components;

/// <summary>
/// Which of the statements about a component shows. In this order:
/// <list type="number">
/// <item>trouble that a person has declared, by an incident or by hand: the worst of it;</item>
/// <item>maintenance, whatever the monitors say meanwhile;</item>
/// <item>"operational", set by hand: a person overrules the monitors;</item>
/// <item>the worst that a monitor says; unknown shows unless another monitor reports trouble;</item>
/// <item>the worst that an import says;</item>
/// <item>operational, when nobody says anything: a component without a source is only ever changed by people.</item>
/// </list>
/// </summary>
public static class EffectiveStatus
{
    /// <param name="active">The statements in force at one instant, in any order.</param>
    public static ComponentStatus Of(IEnumerable<(SpanSource Source, ComponentStatus Status)> active)
    {
        ComponentStatus? declared = null;
        ComponentStatus? monitored = null;
        ComponentStatus? imported = null;
        var maintenance = false;
        var pinned = false;

        foreach (var (source, status) in active)
        {
            switch (source)
            {
                case SpanSource.Maintenance:
                    maintenance = true;
                    break;
                case SpanSource.Manual or SpanSource.Incident when status != ComponentStatus.Operational:
                    declared = Worse(declared, status);
                    break;
                case SpanSource.Manual:
                    pinned = true;
                    break;
                case SpanSource.Monitor:
                    monitored = Worse(monitored, status);
                    break;
                case SpanSource.Import:
                    imported = Worse(imported, status);
                    break;
                case SpanSource.Incident:
                    // An incident that calls a component operational says nothing about it any more.
                    break;
            }
        }

        return (declared, maintenance, pinned) switch
        {
            ({ } trouble, _, _) => trouble,
            (null, true, _) => ComponentStatus.UnderMaintenance,
            (null, false, true) => ComponentStatus.Operational,
            (null, false, false) => monitored ?? imported ?? ComponentStatus.Operational,
        };
    }

    /// <summary>The statement that makes the status what it is; of several the one of the longest standing. Null when nobody says anything.</summary>
    /// <param name="open">The statements in force.</param>
    /// <param name="status">What comes of them by <see cref="Of"/>.</param>
    public static StatusSpan? Deciding(IEnumerable<StatusSpan> open, ComponentStatus status) => open
        .Where(span => span.Source is SpanSource.Maintenance ? status is ComponentStatus.UnderMaintenance : span.Status == status)
        .Where(span => span.Source is not SpanSource.Incident || status is not ComponentStatus.Operational)
        .OrderBy(span => span.Source switch
        {
            SpanSource.Incident => 0,
            SpanSource.Manual => 1,
            SpanSource.Maintenance => 2,
            SpanSource.Monitor => 3,
            SpanSource.Import => 4,
        })
        .ThenBy(span => span.From).FirstOrDefault();

    private static ComponentStatus Worse(ComponentStatus? known, ComponentStatus other) =>
        known is { } status && status.Severity() >= other.Severity() ? status : other;
}
