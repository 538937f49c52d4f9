using StatusPage.Core.Accounts;

namespace StatusPage.Core.Tokens;

/// <summary>What a token lets its holder do, at this moment.</summary>
/// <param name="Actor">
/// Whoever made it, with the role that both they and the token have: a viewer when it may only read. Its name says which token it was. To be used
/// for commands when <see cref="TokenScopes.Write"/> is among the scopes, for queries when it may read.
/// </param>
public sealed record TokenAccess(ApiTokenId Id, Actor Actor, TokenScopes Scopes);
