using System.Text.Json;

namespace StatusPage.Core.Audit;

/// <param name="Before">Null where the member was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
public sealed record AuditDifference(string Member, string? Before, string? After)
{
    public bool IsChange => Before != After;
}

/// <summary>What an act changed, member by member.</summary>
public static class AuditDiff
{
    /// <summary>Every member of both, in their order. What is no object counts as one member without a name.</summary>
    public static IReadOnlyList<AuditDifference> Between(string? before, string? after)
    {
        var (old, now) = (Members(before), Members(after));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Select(name => new AuditDifference(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))];
    }

    private static Dictionary<string, string> Members(string? json)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json is null)
        {
            return members;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            Add(members, "", document.RootElement);
        }
        catch (JsonException)
        {
            // An entry is kept for ever, also one that was written in another way.
            members[""] = json;
        }

        return members;
    }

    private static void Add(Dictionary<string, string> members, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Add(members, name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value);
            }
        }
        else if (value.ValueKind is not JsonValueKind.Null)
        {
            members[name] = value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        }
    }
}
