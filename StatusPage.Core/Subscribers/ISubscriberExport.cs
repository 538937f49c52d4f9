using StatusPage.Core.Accounts;

namespace StatusPage.Core.Subscribers;

/// <param name="Components">Names of what is followed; empty: the whole page.</param>
public sealed record ExportedSubscriber(string Address, string PageName, IReadOnlyList<string> Components, DateTimeOffset? ConfirmedAt);

public interface ISubscriberExport
{
    /// <summary>Writes down who takes the addresses with them, then gives those that are confirmed, as they are read: page by page, by address. Needs the role admin.</summary>
    /// <param name="cancellationToken">Also ends the reading.</param>
    Task<IAsyncEnumerable<ExportedSubscriber>> BeginAsync(Actor actor, CancellationToken cancellationToken);
}
