namespace StatusPage.Jobs.Notifications;

/// <summary>A mail to one person, rendered and ready.</summary>
/// <param name="FromName">Stands before the sender's address unless the operator has said another name.</param>
/// <param name="Id">The same whenever this mail is sent again: the part of its Message-ID before the @.</param>
internal sealed record Letter(string To, string FromName, string Subject, string Text, string Html, string Id)
{
    /// <summary>Ids of the mails before it in its conversation, the first one first.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Where a mail program sends a POST to when its owner has had enough; null for a mail that was asked for.</summary>
    public string? UnsubscribeUrl { get; init; }
}
