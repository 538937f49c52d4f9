using System.Globalization;

namespace StatusPage.Tests.Rig;

/// <summary>Where the servers are that Debian's packages bring; the test script installs them.</summary>
internal static class Programs
{
    // Not on everybody's PATH.
    private static readonly string[] ForAdministrators = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

    public static string Redis { get; } = Find("redis-server", "TEST_REDIS_SERVER");

    public static string Nginx { get; } = Find("nginx", "TEST_NGINX");

    /// <summary>The newest server; what is on the PATH may be anything.</summary>
    public static string Postgres(string program)
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.EnumerateDirectories(Debian) : [];
        var newest = versions.Where(version => File.Exists(Path.Combine(version, "bin", program)))
            .MaxBy(version => int.TryParse(Path.GetFileName(version), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return newest is null ? Find(program, variable: null) : Path.Combine(newest, "bin", program);
    }

    private static string Find(string program, string? variable)
    {
        if (variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(ForAdministrators);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
    }
}
