using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Subscribers;

/// <param name="Page">Null: of every page.</param>
/// <param name="Text">Part of the address, in whatever case; null or blank for any.</param>
/// <param name="State">Null: any.</param>
public sealed record SubscriberFilter(PublicPageId? Page = null, string? Text = null, SubscriberState? State = null)
{
    /// <summary>So many are listed; the rest is found by searching.</summary>
    public const int Most = 500;
}

/// <param name="Components">How many components are followed; 0: the whole page.</param>
/// <param name="Problem">Why the address was last refused for good; null when it was not.</param>
public sealed record SubscriberRow(
    SubscriberId Id, string Address, string PageName, SubscriberState State, int Components, DateTimeOffset CreatedAt, string? Problem, int Version);

/// <param name="Confirmed">How many are told what happens.</param>
public sealed record SubscribedPage(PublicPageId Id, string Name, int Confirmed, int Pending);

/// <param name="Matching">How many there are, of which the first are listed.</param>
public sealed record SubscriberList(IReadOnlyList<SubscriberRow> Items, int Matching, IReadOnlyList<SubscribedPage> Pages);

public interface ISubscriberQueries
{
    /// <summary>By address.</summary>
    /// <exception cref="RuleViolationException">The actor is no administrator: addresses are nobody else's business.</exception>
    Task<SubscriberList> ListAsync(Actor actor, SubscriberFilter filter, CancellationToken cancellationToken);
}

public interface ISubscriberCommands
{
    /// <summary>Forgets somebody for good, with all that is known of the address. Needs the role admin.</summary>
    /// <exception cref="NotFoundException">The organisation has no such subscriber.</exception>
    Task RemoveAsync(Actor actor, SubscriberId id, CancellationToken cancellationToken);
}
