using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Tokens;

/// <summary>A program's way in, on behalf of whoever made it: never with more rights than they have, and no longer than they are a member.</summary>
public sealed class ApiToken : IOwned
{
    public const int LongestName = 100;

    /// <summary>What every token that is made here begins with, so that people and scanners know one when they see it.</summary>
    public const string Prefix = "sp_";

    // Of 43 random characters the first six say which token it is and leave 220 bits to guess.
    private const int ShownCharacters = 9;

    private ApiToken()
    {
        (Name, Start, TokenHash) = ("", "", []);
    }

    internal ApiToken(
        ApiTokenId id, OrganizationId organizationId, string name, string secret, TokenScopes scopes, Role role, UserId createdBy,
        DateTimeOffset createdAt, DateTimeOffset? expiresAt)
    {
        if (scopes.IsEmpty)
        {
            throw new RuleViolationException("Choose at least one thing that the token may do.");
        }

        if (expiresAt <= createdAt)
        {
            throw new RuleViolationException("The day on which the token ends has to lie ahead.");
        }

        (Id, OrganizationId, Name) = (id, organizationId, Words.Required(name, "The token's name", LongestName));
        (CanRead, CanWrite, CanMetrics, Role) = (scopes.Read, scopes.Write, scopes.Metrics, role);
        (CreatedBy, CreatedAt, ExpiresAt) = (createdBy, createdAt, expiresAt);
        (Start, TokenHash) = (secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[..ShownCharacters] : "", LinkToken.Hash(secret));
    }

    public ApiTokenId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; }

    /// <summary>The first characters, for lists; empty for one that was not made here.</summary>
    public string Start { get; private set; }

    public byte[] TokenHash { get; private set; }

    public bool CanRead { get; private set; }

    public bool CanWrite { get; private set; }

    public bool CanMetrics { get; private set; }

    /// <summary>The most that it may, taken from whoever made it.</summary>
    public Role Role { get; private set; }

    public UserId CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>To the minute; null before the first time.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public TokenScopes Scopes => new(CanRead, CanWrite, CanMetrics);

    internal void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
