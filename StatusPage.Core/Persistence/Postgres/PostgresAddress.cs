using Npgsql;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>Reads <c>postgresql://user:password@host:port/database?sslmode=require</c>, as hosting services write it and libpq reads it.</summary>
internal static class PostgresAddress
{
    private const int DefaultPort = 5432;

    /// <param name="key">Of the setting, for what is said about it.</param>
    /// <exception cref="ConfigurationException">It is no such address, or has a parameter that cannot be used.</exception>
    public static NpgsqlConnectionStringBuilder Read(string key, string text)
    {
        // Without a host the parameters name the folder of a socket, which Uri would not take.
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var full = text.Length > start && text[start] == '/' ? text.Insert(start, "localhost") : text;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Fragment.Length > 0)
        {
            throw new ConfigurationException(key, "is not a postgresql:// address; # / ? @ : in a password are written as %23 %2F %3F %40 %3A.");
        }

        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : DefaultPort,
            Username = Unescaped(user[0]),
            Password = user.Length == 2 ? Unescaped(user[1]) : null,
            Database = Unescaped(address.AbsolutePath.TrimStart('/')),
        };
        foreach (var parameter in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(key, builder, parameter);
        }

        return builder;
    }

    private static void Set(string key, NpgsqlConnectionStringBuilder builder, string parameter)
    {
        var parts = parameter.Split('=', 2);
        var (name, value) = (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        try
        {
            // libpq writes verify-full where this driver knows VerifyFull.
            builder[Keyword(name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new ConfigurationException(key, $"the parameter \"{name}\" of the address cannot be used.");
        }
    }

    private static string Keyword(string name) => name switch
    {
        "dbname" => "Database",
        "user" => "Username",
        "connect_timeout" => "Timeout",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "sslpassword" => "SSL Password",
        "keepalives_idle" => "Tcp Keepalive Time",
        "keepalives_interval" => "Tcp Keepalive Interval",
        "target_session_attrs" => "Target Session Attributes",
        _ => name.Replace('_', ' '),
    };

    private static string? Unescaped(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
}
