using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Schedules;

namespace StatusPage.Tests.Builders;

/// <summary>What somebody types about a monitor, with everything that a test does not care about filled in.</summary>
public static class Settings
{
    public static readonly TypedHttp Http = new("GET", "2xx", Contains: null, NotContains: null, FollowRedirects: true, [], TypedSecret.None);

    public static MonitorSettings Of(string name = "web", string target = "https://example.com/", params IEnumerable<ServiceComponent> components) => new(
        name,
        target,
        Schedule.Every(60),
        10_000,
        new Thresholds(2, 1, null),
        Http,
        ["default"],
        [.. components.Select(component => new TypedLink(component.Id))],
        []);
}
