namespace StatusPage.Core.Tokens;

/// <summary>Recognises programs by their tokens. Read anew each time: one that was revoked is refused at once, on every node.</summary>
public interface ITokens
{
    /// <summary>Null: no such token, revoked, expired, or whoever made it is no member any more.</summary>
    /// <param name="address">The client's, for the audit; may be null.</param>
    Task<TokenAccess?> FindAsync(string secret, string? address, CancellationToken cancellationToken);
}
