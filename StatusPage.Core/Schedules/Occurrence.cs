namespace StatusPage.Core.Schedules;

/// <summary>One time at which something recurs.</summary>
/// <param name="At">With the offset of the schedule's zone.</param>
/// <param name="IsAfterClockChange">The zone's offset is another than at the time before it.</param>
public sealed record Occurrence(DateTimeOffset At, bool IsAfterClockChange);
