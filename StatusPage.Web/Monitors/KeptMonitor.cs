using System.Text.Json;
using StatusPage.Core.Components;
using StatusPage.Web.Schedules;

namespace StatusPage.Web.Monitors;

/// <summary>
/// A draft of a monitor as it goes along when its circuit moves to another node. It passes through the browser encrypted, and is not kept there:
/// it may have passwords in it that somebody has just typed.
/// </summary>
/// <param name="Owner">The user who typed it.</param>
/// <param name="SecretsFrom">The monitor that has the secrets which stay.</param>
/// <param name="Seen">The version that whoever typed had read; 0 for a new one.</param>
internal sealed record KeptMonitor(
    Guid Id,
    Guid Owner,
    Guid? SecretsFrom,
    int Seen,
    string Name,
    string Target,
    KeptSchedule Schedule,
    string TimeoutMs,
    string FailuresToDown,
    string SuccessesToUp,
    string DegradedMs,
    KeptRequest Request,
    IReadOnlyList<string> Locations,
    IReadOnlyList<KeptLink> Links,
    string Tags)
{
    public static KeptMonitor? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<KeptMonitor>(text, JsonForms.Kept);
        }
        catch (JsonException)
        {
            // Of another release.
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, JsonForms.Kept);
}

internal sealed record KeptRequest(
    string Method, string ExpectedStatus, string Contains, string NotContains, bool FollowRedirects, IReadOnlyList<KeptHeader> Headers, bool KeepsBody, string Body);

internal sealed record KeptHeader(string Name, string Value, bool IsKept);

internal sealed record KeptLink(Guid Component, ComponentStatus WhenDown, ComponentStatus WhenDegraded);
