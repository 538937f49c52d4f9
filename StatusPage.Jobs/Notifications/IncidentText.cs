using System.Globalization;
using System.Text;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

/// <summary>The mail about an update as plain text. Markdown was made to be read as it is typed.</summary>
internal static class IncidentText
{
    public static string Of(IncidentLetter letter)
    {
        var text = new StringBuilder();
        text.Append(letter.Title).Append('\n').Append(letter.Status.Title()).Append(" - ").Append(Time(letter.At, letter.Page)).Append("\n\n");
        text.Append(letter.Body.ReplaceLineEndings("\n")).Append("\n\n");
        if (letter.Components.Count > 0)
        {
            text.Append("Affected:\n");
            foreach (var component in letter.Components)
            {
                text.Append("- ").Append(component.Name).Append(": ").Append(component.Status.Title()).Append('\n');
            }

            text.Append('\n');
        }

        if (letter.NextUpdateAt is { } next)
        {
            text.Append("Next update: ").Append(Time(next, letter.Page)).Append("\n\n");
        }

        text.Append(letter.Page.Name).Append(": ").Append(letter.Page.Url).Append("\n\n-- \n");
        text.Append("You get this because you subscribed to ").Append(letter.Page.Name).Append(".\n");
        text.Append("Choose what you are told: ").Append(letter.Page.LinkTo("manage", letter.Keys.Manage)).Append('\n');
        text.Append("Unsubscribe: ").Append(letter.Page.LinkTo("unsubscribe", letter.Keys.Unsubscribe)).Append('\n');
        return text.ToString();
    }

    /// <summary>In the page's zone, with its name: who reads it may be anywhere.</summary>
    public static string Time(DateTimeOffset at, LetterPage page) => string.Create(
        CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, Zones.Find(page.TimeZone)):d MMM yyyy, HH:mm} ({page.TimeZone})");
}
