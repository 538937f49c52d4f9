using StatusPage.Core.Accounts;

namespace StatusPage.Core.Tokens;

/// <param name="Start">The first characters; empty for one that was not made here.</param>
/// <param name="CreatedBy">The e-mail address of whoever made it.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="Ended">Why it does not work any more, in a word; null while it does.</param>
public sealed record TokenView(
    ApiTokenId Id, string Name, string Start, TokenScopes Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, string? Ended);

public interface ITokenQueries
{
    /// <summary>Those that work first, then the latest. Needs an admin.</summary>
    Task<IReadOnlyList<TokenView>> ListAsync(Actor actor, CancellationToken cancellationToken);
}
