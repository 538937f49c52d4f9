using System.Globalization;

namespace StatusPage.Core.Live;

/// <summary>Reads <c>rediss://user:password@host:port/database?name=value</c>, as hosting services write it.</summary>
internal static class RedisAddress
{
    private const int DefaultPort = 6379;
    private const string Encrypted = "rediss://";

    public static bool Is(string text) =>
        text.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) || text.StartsWith(Encrypted, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same as a list of options.</summary>
    /// <exception cref="ConfigurationException">It is no such address.</exception>
    public static string Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Fragment.Length > 0)
        {
            throw Wrong("is not a redis:// address; # / ? @ : in a password are written as %23 %2F %3F %40 %3A.");
        }

        var options = new List<string> { $"{address.Host}:{(address.Port > 0 ? address.Port : DefaultPort).ToString(CultureInfo.InvariantCulture)}" };
        var user = address.UserInfo.Split(':', 2);
        Add(options, "user", user.Length == 2 ? Uri.UnescapeDataString(user[0]) : "");
        Add(options, "password", Uri.UnescapeDataString(user[^1]));
        if (text.StartsWith(Encrypted, StringComparison.OrdinalIgnoreCase))
        {
            options.Add("ssl=true");
        }

        if (address.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            options.Add(int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? $"defaultDatabase={database}"
                : throw Wrong("has something that is not a database's number after the host."));
        }

        foreach (var parameter in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            Add(options, Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return string.Join(',', options);
    }

    // In a list nothing stands for a comma.
    private static void Add(List<string> options, string name, string value)
    {
        if (value.Contains(',', StringComparison.Ordinal))
        {
            throw Wrong($"has a comma in \"{name}\", which cannot be passed on.");
        }

        if (value.Length > 0)
        {
            options.Add($"{name}={value}");
        }
    }

    private static ConfigurationException Wrong(string problem) => new(RedisSettings.Key, problem);
}
