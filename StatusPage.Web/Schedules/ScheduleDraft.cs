using System.Globalization;
using StatusPage.Core;
using StatusPage.Core.Schedules;

namespace StatusPage.Web.Schedules;

/// <summary>What somebody is typing about when something recurs.</summary>
public sealed class ScheduleDraft
{
    /// <summary>Offered with one click, in seconds.</summary>
    public static readonly IReadOnlyList<int> Offered = [30, 60, 300, 900, 3600];

    public ScheduleMode Mode { get; private set; }

    /// <summary>The offered interval; counts in the mode <see cref="ScheduleMode.Offered"/>.</summary>
    public int Seconds { get; private set; } = 60;

    public string Interval { get; set; } = "";

    public string Cron { get; set; } = "";

    public string TimeZone { get; set; } = "";

    /// <summary>Why it cannot be used, for whoever types it; null when it can.</summary>
    public string? Problem => Read().Problem;

    /// <summary>Null while there is a problem.</summary>
    public Schedule? Value => Read().Value;

    public static ScheduleDraft From(Schedule schedule)
    {
        var draft = new ScheduleDraft { Interval = Text(schedule.EverySeconds), Cron = schedule.Cron ?? "", TimeZone = schedule.TimeZone ?? "" };
        if (schedule.Cron is not null)
        {
            draft.Mode = ScheduleMode.Cron;
        }
        else if (Offered.Contains(schedule.EverySeconds))
        {
            draft.Seconds = schedule.EverySeconds;
        }
        else
        {
            draft.Mode = ScheduleMode.Interval;
        }

        return draft;
    }

    internal static ScheduleDraft From(KeptSchedule kept) => new()
    {
        Mode = Enum.IsDefined(kept.Mode) ? kept.Mode : ScheduleMode.Offered,
        Seconds = kept.Seconds,
        Interval = kept.Interval,
        Cron = kept.Cron,
        TimeZone = kept.TimeZone,
    };

    internal KeptSchedule Keep() => new(Mode, Seconds, Interval, Cron, TimeZone);

    public void Offer(int seconds) => (Mode, Seconds) = (ScheduleMode.Offered, seconds);

    /// <param name="zone">The zone that is likely meant, where none has been typed.</param>
    public void Choose(ScheduleMode mode, string zone)
    {
        // Begins with something that works, next to what stood before.
        if (mode is ScheduleMode.Interval && Interval.Length == 0)
        {
            Interval = Text(Seconds);
        }

        if (mode is ScheduleMode.Cron)
        {
            Cron = Cron.Length == 0 ? "0 2 * * 1" : Cron;
            TimeZone = TimeZone.Length == 0 ? zone : TimeZone;
        }

        Mode = mode;
    }

    private static string Text(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private (Schedule? Value, string? Problem) Read()
    {
        try
        {
            return Mode switch
            {
                ScheduleMode.Offered => (Schedule.Every(Seconds), null),
                ScheduleMode.Cron => (Schedule.ByCron(Cron, TimeZone.Trim()), null),
                ScheduleMode.Interval => int.TryParse(Interval.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    ? (Schedule.Every(seconds), null)
                    : (null, "Write the seconds between two checks as a whole number."),
            };
        }
        catch (RuleViolationException refusal)
        {
            return (null, refusal.Message);
        }
    }
}

public enum ScheduleMode
{
    /// <summary>One of the intervals that are offered.</summary>
    Offered,
    Interval,
    Cron,
}
