using System.Security.Cryptography;
using System.Text;

namespace StatusPage.Web.Snapshots;

/// <summary>The page's script: immutable at an address that carries its hash.</summary>
public static class PageScript
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(EmbeddedText.Load("status.js"));

    public static ReadOnlyMemory<byte> Bytes => Content;

    /// <summary>16 hex digits of the SHA-256 of <see cref="Bytes"/>.</summary>
    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Content))[..16];

    /// <summary>The same on every host and below every root.</summary>
    public static string Url { get; } = $"/_status/status.{Hash}.js";
}
