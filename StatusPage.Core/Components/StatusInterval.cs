namespace StatusPage.Core.Components;

/// <summary>A stretch of time with one effective status; <paramref name="To"/> is exclusive and later than <paramref name="From"/>.</summary>
public readonly record struct StatusInterval(DateTimeOffset From, DateTimeOffset To, ComponentStatus Status)
{
    public TimeSpan Length => To - From;
}
