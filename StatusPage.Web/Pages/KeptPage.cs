using System.Text.Json;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Pages;

/// <summary>A draft of a page as it goes along when its circuit moves to another node.</summary>
/// <param name="Owner">The user who typed it.</param>
/// <param name="Seen">The version that whoever typed had read; 0 for a new one.</param>
/// <param name="HasOwnSlug">Whether somebody has written the slug, so that it does not follow the name.</param>
internal sealed record KeptPage(
    Guid Id, Guid Owner, int Seen, string Name, string Slug, bool HasOwnSlug, string TimeZone, PageVisibility Visibility, bool IsDefault)
{
    public static KeptPage? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<KeptPage>(text, JsonForms.Kept);
        }
        catch (JsonException)
        {
            // Of another release.
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, JsonForms.Kept);
}
