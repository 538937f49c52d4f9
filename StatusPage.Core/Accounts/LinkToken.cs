using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StatusPage.Core.Accounts;

/// <summary>The secret part of a link or of an API token: 256 random bits. Only its hash is looked up.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    /// <summary>43 letters, digits, hyphens and underscores.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    // Nothing slow: what has 256 random bits cannot be guessed from its hash.
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
