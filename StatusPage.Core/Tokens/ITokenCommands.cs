using StatusPage.Core.Accounts;

namespace StatusPage.Core.Tokens;

/// <param name="ExpiresAt">Null: never.</param>
public sealed record NewToken(ApiTokenId Id, string Name, TokenScopes Scopes, DateTimeOffset? ExpiresAt);

/// <summary>All need an admin.</summary>
public interface ITokenCommands
{
    /// <returns>The secret. Nobody can read it again.</returns>
    /// <exception cref="RuleViolationException">It may do nothing, has no name, or has ended already.</exception>
    Task<string> CreateAsync(Actor actor, NewToken token, CancellationToken cancellationToken);

    /// <summary>Ends it at once, on every node.</summary>
    /// <exception cref="NotFoundException">The organisation has no such token.</exception>
    Task RevokeAsync(Actor actor, ApiTokenId id, CancellationToken cancellationToken);
}
