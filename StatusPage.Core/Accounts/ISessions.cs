namespace StatusPage.Core.Accounts;

/// <summary>The browsers in which people are signed in. Safe from any thread.</summary>
public interface ISessions
{
    /// <summary>How long one that nobody uses goes on.</summary>
    static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    /// <summary>Somebody has proven who they are.</summary>
    /// <param name="address">Of the browser, for the audit; may be null.</param>
    Task<SessionId> BeginAsync(UserId user, string? address, CancellationToken cancellationToken);

    /// <summary>Whether it still counts; a yes also says that the person was seen.</summary>
    /// <param name="stamp">The account's security stamp when it began.</param>
    Task<bool> IsAliveAsync(SessionId session, UserId user, string? stamp, CancellationToken cancellationToken);

    /// <summary>Ends one, for whoever has a copy of its cookie too. Nothing happens when it has ended already.</summary>
    Task EndAsync(SessionId session, UserId user, string? address, CancellationToken cancellationToken);

    /// <summary>Writes down that somebody who knew no password tried to come in as this person.</summary>
    Task FailedAsync(UserId user, string? address, CancellationToken cancellationToken);
}
