using StatusPage.Core.Probing;

namespace StatusPage.Web.Monitors;

/// <summary>The words and the icon's key of what came of a check.</summary>
internal static class OutcomeWords
{
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
}
