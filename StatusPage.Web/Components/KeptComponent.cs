using System.Text.Json;
using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>What somebody is typing about a component, as it goes along when their circuit moves to another node.</summary>
/// <param name="Owner">The user who typed it.</param>
/// <param name="Seen">The version that whoever typed had read.</param>
internal sealed record KeptComponent(
    Guid Id, Guid Owner, int Seen, string Name, string Description, string Link, bool Visible, Guid? Group, IReadOnlyList<KeptDriver> Drivers)
{
    public static KeptComponent? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<KeptComponent>(text, JsonForms.Kept);
        }
        catch (JsonException)
        {
            // Of another release.
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, JsonForms.Kept);
}

internal sealed record KeptDriver(Guid Monitor, ComponentStatus WhenDown, ComponentStatus WhenDegraded);
