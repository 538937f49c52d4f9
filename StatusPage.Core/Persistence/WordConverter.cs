using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StatusPage.Core.Persistence;

/// <summary>Stores an enumeration as the word that the API sends: <c>major_outage</c>.</summary>
internal sealed class WordConverter<TEnum>() : ValueConverter<TEnum, string>(value => EnumWords<TEnum>.ToWord(value), word => EnumWords<TEnum>.FromWord(word))
    where TEnum : struct, Enum;

internal static class EnumWords<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Words =
        Enum.GetValues<TEnum>().ToDictionary(value => value, value => ModelConventions.SnakeCase(value.ToString()));

    private static readonly Dictionary<string, TEnum> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string ToWord(TEnum value) => Words[value];

    public static TEnum FromWord(string word) => Values[word];

    public static bool TryRead(string word, out TEnum value) => Values.TryGetValue(word, out value);
}
