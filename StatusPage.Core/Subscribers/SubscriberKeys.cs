using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Subscribers;

/// <summary>
/// The three secrets of a subscription, as they stand in links. They are apart because they get into different hands: the one for leaving goes
/// to mail providers with every mail, and must not let them change or confirm anything.
/// </summary>
public sealed record SubscriberKeys(string Confirm, string Manage, string Unsubscribe)
{
    private const string Purpose = "subscriber";
    private const int Bytes = 32;

    public static SubscriberKeys New() => new(Random(), Random(), Random());

    /// <summary>As it is kept to be looked up by. Of 256 random bits a fast hash tells nothing.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Readable again for whoever writes the next mail.</summary>
    public Secret Seal(ISecrets secrets) => secrets.Protect(Purpose, JsonSerializer.Serialize(this));

    /// <exception cref="SecretLostException">The key that it was sealed with is not there.</exception>
    public static SubscriberKeys Open(ISecrets secrets, Secret kept) =>
        JsonSerializer.Deserialize<SubscriberKeys>(secrets.Reveal(Purpose, kept)) ?? throw new JsonException("The keys of a subscription are empty.");

    public override string ToString() => "(keys)";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
