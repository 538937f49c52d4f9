using StatusPage.Core.Monitors;
using StatusPage.Core.Schedules;

namespace StatusPage.Web.Monitors;

/// <summary>Explains what thresholds do.</summary>
internal static class ThresholdWords
{
    public static string Of(Thresholds thresholds, Schedule schedule)
    {
        var down = thresholds.FailuresToDown == 1
            ? "One failed check brings it down"
            : $"{thresholds.FailuresToDown} failed checks in a row bring it down{After(thresholds.FailuresToDown - 1, schedule)}";
        var up = thresholds.SuccessesToUp == 1 ? "one success brings it up again" : $"{thresholds.SuccessesToUp} successes in a row bring it up again";
        var slow = thresholds.DegradedMs is { } limit
            ? $" {Checks(thresholds.FailuresToDown)} that {(thresholds.FailuresToDown == 1 ? "takes" : "take")} {limit} ms or longer {(thresholds.FailuresToDown == 1 ? "makes" : "make")} it degraded."
            : " How long an answer takes does not matter.";
        return $"{down}; {up}.{slow}";
    }

    private static string Checks(int count) => count == 1 ? "One check" : $"{count} checks in a row";

    // Only an interval tells how long that is.
    private static string After(int more, Schedule schedule) => schedule.Cron is null && more * schedule.EverySeconds is var seconds
        ? seconds < 120 ? $", {seconds} s after the first of them" : $", {seconds / 60} min after the first of them"
        : "";
}
