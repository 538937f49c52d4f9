namespace StatusPage.Web.Schedules;

/// <summary>The time zones that this machine knows, for a list to choose from; others are refused when they are typed.</summary>
internal static class ZoneNames
{
    // The names that people know: a region and a city. What is abbreviated or historical can still be typed.
    public static IReadOnlyList<string> All { get; } =
    [
        "UTC",
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && zone.Id.Contains('/', StringComparison.Ordinal)
            && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal) && !zone.Id.StartsWith("SystemV/", StringComparison.Ordinal))
            .Select(zone => zone.Id).Order(StringComparer.Ordinal),
    ];
}
