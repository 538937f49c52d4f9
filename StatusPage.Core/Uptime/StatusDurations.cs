using StatusPage.Core.Components;

namespace StatusPage.Core.Uptime;

/// <summary>How long each status showed within some stretch of time. A mutable accumulator for one thread.</summary>
public sealed class StatusDurations
{
    private readonly TimeSpan[] _lengths = new TimeSpan[Enum.GetValues<ComponentStatus>().Length];

    public TimeSpan this[ComponentStatus status] => _lengths[(int)status];

    public TimeSpan Total => new(_lengths.Sum(length => length.Ticks));

    public void Add(ComponentStatus status, TimeSpan length) => _lengths[(int)status] += length;

    /// <summary>One minus the weighted share of lost time in what is known; 0 to 1, null when nothing is known.</summary>
    public double? Uptime(UptimeRule rule)
    {
        var known = 0d;
        var lost = 0d;
        foreach (var status in Enum.GetValues<ComponentStatus>())
        {
            if (rule.WeightOf(status) is { } weight)
            {
                known += this[status].Ticks;
                lost += weight * this[status].Ticks;
            }
        }

        return known > 0 ? 1 - (lost / known) : null;
    }
}
