using System.Text.Json;

namespace StatusPage.Web;

/// <summary>How JSON is written to the outside.</summary>
internal static class JsonForms
{
    public static JsonSerializerOptions Snake { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
