using System.Text.Json;

namespace StatusPage.Web;

/// <summary>How JSON is written.</summary>
internal static class JsonForms
{
    /// <summary>To the outside.</summary>
    public static JsonSerializerOptions Snake { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>For what this product reads again itself: a text that lacks something, as another release may have written it, is refused.</summary>
    public static JsonSerializerOptions Kept { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
