using System.Text.Json;
using Microsoft.JSInterop;
using StatusPage.Core.Accounts;

namespace StatusPage.Web.Incidents;

/// <summary>Finds what somebody had typed before the circuit moved, the page was loaded again or the server was lost.</summary>
public sealed class KeptDrafts(IJSRuntime script)
{
    /// <param name="carried">What came along when the circuit moved; null: what the browser has kept, if anything.</param>
    /// <param name="name">Of the form.</param>
    /// <param name="owner">Whose draft; another one's is left alone.</param>
    internal async Task<KeptDraft?> FindAsync(string? carried, string name, UserId owner, CancellationToken cancellationToken)
    {
        var text = carried ?? await script.InvokeAsync<string?>("statusPage.kept", cancellationToken, name);
        return text is not null && Read(text) is { } kept && kept.Owner == owner.Value ? kept : null;
    }

    internal static string Write(KeptDraft draft) => JsonSerializer.Serialize(draft, JsonForms.Kept);

    private static KeptDraft? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptDraft>(text, JsonForms.Kept);
        }
        catch (JsonException)
        {
            // Of another release, or not ours at all.
            return null;
        }
    }
}
