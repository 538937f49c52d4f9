namespace StatusPage.Core.Monitors;

/// <summary>What is held of a monitor, and the runs of like results that could change it.</summary>
public sealed record Verdict(MonitorState State, int Failures, int Successes, int Slow, int Fast)
{
    public static Verdict None { get; } = new(MonitorState.Unknown, 0, 0, 0, 0);
}
