namespace StatusPage.Core.Outbox;

/// <summary>How long a message that failed waits, and when it has failed often enough.</summary>
internal static class RetryRule
{
    /// <summary>So many beginnings in a row without an end, and it is parked: about a quarter of an hour after the first.</summary>
    public const int Tries = 10;

    // With the longest pause between them: about a day, after which a mail comes too late anyway. Greylisting takes minutes, a mail server that
    // is being repaired takes hours, and neither is a reason to bother staff.
    private const int TriesOfMail = 200;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static int TriesOf(OutboxKind kind) => kind switch
    {
        OutboxKind.IncidentMail or OutboxKind.SubscriptionMail or OutboxKind.Invitation or OutboxKind.PasswordReset => TriesOfMail,
        OutboxKind.PageRender or OutboxKind.MailTest or OutboxKind.IncidentMailing => Tries,
    };

    /// <summary>Doubles with each attempt, and is shortened by up to half, so that what failed together does not come back together.</summary>
    /// <param name="attempts">How often it was tried, from 1.</param>
    /// <param name="chance">From 0 up to, but without, 1.</param>
    public static TimeSpan PauseAfter(int attempts, double chance)
    {
        var pause = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        return (pause < Longest ? pause : Longest) * (1 - (chance / 2));
    }
}
