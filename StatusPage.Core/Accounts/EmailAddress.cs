using System.Net.Mail;

namespace StatusPage.Core.Accounts;

/// <summary>An address that mail can be sent to: no display name, no comment, no line break.</summary>
public static class EmailAddress
{
    private const int Longest = 254;

    public static string Checked(string? text)
    {
        var typed = Words.Required(text, "The e-mail address", Longest);
        var plain = !typed.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>' or '"' or ',' or ';');
        return plain && Composed(typed) is not null && MailAddress.TryCreate(typed, out var address) && address.Address == typed && address.Host.Length > 0
            ? typed
            : throw new RuleViolationException($"\"{typed}\" is not an e-mail address.");
    }

    /// <summary>The composed form, in which addresses are kept and looked up; null when the text has code points that are no characters.</summary>
    public static string? Composed(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
