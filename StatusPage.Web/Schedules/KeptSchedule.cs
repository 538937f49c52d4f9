namespace StatusPage.Web.Schedules;

/// <summary>A <see cref="ScheduleDraft"/> as it goes along when its circuit moves.</summary>
internal sealed record KeptSchedule(ScheduleMode Mode, int Seconds, string Interval, string Cron, string TimeZone);
