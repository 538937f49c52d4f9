using StatusPage.Core.Probing;

namespace StatusPage.Web.Monitors;

/// <summary>The words and the icon's key of what came of a check.</summary>
internal static class OutcomeWords
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(.05);

    public static string Word(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "Success",
        CheckOutcome.Failure => "Failure",
        CheckOutcome.NotRun => "Could not be carried out",
    };

    public static string Key(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "ok",
        CheckOutcome.Failure => "mo",
        CheckOutcome.NotRun => "un",
    };

    /// <summary>Where the time went, without what there was not.</summary>
    /// <returns>The share is of the whole, in percent.</returns>
    public static IReadOnlyList<(string Word, string Spent, int Share)> Steps(ProbePhases phases) =>
    [
        .. new (string Word, TimeSpan Spent)[]
        {
            ("name", phases.LookUp), ("connection", phases.Connect), ("TLS", phases.Secure), ("answer", phases.Wait), ("body", phases.Read),
        }.Where(step => step.Spent >= Least).Select(step => (step.Word, FormattableString.Invariant($"{step.Spent.TotalMilliseconds:0.#} ms"), (int)Math.Ceiling(100 * (step.Spent / Whole(phases))))),
    ];

    private static TimeSpan Whole(ProbePhases phases) => phases.LookUp + phases.Connect + phases.Secure + phases.Wait + phases.Read;
}
