using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core;

internal static class Node
{
    public static NodeOptions From(IConfiguration configuration, string contentRoot)
    {
        var location = configuration["StatusPage:Location"] is { Length: > 0 } said ? said : "default";
        if (location.Length > 63 || location.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
        {
            throw new ConfigurationException("StatusPage:Location", "is 1 to 63 letters, digits, hyphens or underscores.");
        }

        // A restart is another node, also in a container, where the process number is always the same.
        var name = $"{Environment.MachineName}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        return new NodeOptions(name, location, DataDirectory(configuration["StatusPage:DataDirectory"], contentRoot))
        {
            PublicUrl = PublicUrl.From(configuration),
        };
    }

    private static string DataDirectory(string? configured, string contentRoot)
    {
        const string Key = "StatusPage:DataDirectory";
        try
        {
            var directory = Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured, contentRoot);
            CreateForOneself(directory);
            TryWriting(directory);
            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(Key, $"cannot be used: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    // Password hashes and keys lie in it; what exists already keeps the rights that the operator gave it.
    private static void CreateForOneself(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Found out now, in one line, rather than by every part that writes.
    private static void TryWriting(string directory)
    {
        using var file = new FileStream(
            Path.Combine(directory, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    }
}
