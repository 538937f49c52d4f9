namespace StatusPage.Core;

public static class Telemetry
{
    /// <summary>Of every meter and source of the product. Their instruments are listed in docs/metrics.txt.</summary>
    public const string MeterName = "StatusPage";
}
