using System.Text.Json;
using System.Text.Json.Serialization;

namespace StatusPage.Core.Secrets;

/// <summary>Within kept JSON: <c>{"protected":"CfDJ8…"}</c>, or a plain text that has not been encrypted yet.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    private const string Member = "protected";

    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new Secret(reader.GetString() ?? "", isPlain: true);
        }

        using var kept = JsonDocument.ParseValue(ref reader);
        return kept.RootElement.ValueKind is JsonValueKind.Object && kept.RootElement.TryGetProperty(Member, out var text) && text.GetString() is { } protectedText
            ? new Secret(protectedText, isPlain: false)
            : throw new JsonException("A secret is kept in a form that nobody knows.");
    }

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options)
    {
        if (value.IsPlain)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(Member, value.Text);
        writer.WriteEndObject();
    }
}
