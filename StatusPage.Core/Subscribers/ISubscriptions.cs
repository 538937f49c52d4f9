using StatusPage.Core.Components;
using StatusPage.Core.Notifications;
using StatusPage.Core.Pages;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Subscribers;

/// <summary>What somebody can follow on a page.</summary>
public sealed record SubscribablePage(PublicPageId Id, string Name, string Slug, IReadOnlyList<SubscribableComponent> Components);

/// <param name="Group">Null outside of groups.</param>
public sealed record SubscribableComponent(ServiceComponentId Id, string Name, string? Group);

/// <summary>A subscription as its owner sees it.</summary>
/// <param name="Followed">Null: the whole page.</param>
public sealed record OwnSubscription(SubscribablePage Page, string Address, SubscriberState State, IReadOnlyCollection<ServiceComponentId>? Followed);

/// <summary>Which of the three secrets a link carries.</summary>
public enum SubscriberKey
{
    Confirm,
    Manage,
    Unsubscribe,
}

/// <summary>What visitors do about their subscriptions. Nobody is signed in here: whoever has a key may do what it is for.</summary>
public interface ISubscriptions
{
    /// <summary>Null when there is no such page, or it is not for everybody.</summary>
    /// <param name="slug">Null: the default page.</param>
    Task<SubscribablePage?> PageAsync(string? slug, CancellationToken cancellationToken);

    /// <summary>
    /// Has a mail sent to the address that asks to confirm, or, where that has happened, says so. The caller learns nothing: an address that is
    /// known, one that is not and one that has had enough mails are the same to it.
    /// </summary>
    /// <param name="components">Null: the whole page.</param>
    /// <exception cref="RuleViolationException">That is no address, or nothing was chosen.</exception>
    /// <exception cref="NotFoundException">There is no such page.</exception>
    Task RequestAsync(PublicPageId page, string address, IReadOnlyCollection<ServiceComponentId>? components, CancellationToken cancellationToken);

    /// <summary>Null when the key opens nothing (any more).</summary>
    Task<OwnSubscription?> FindAsync(SubscriberKey kind, string key, CancellationToken cancellationToken);

    /// <returns>Whether it is confirmed now; false when the key is of no use.</returns>
    Task<bool> ConfirmAsync(string key, CancellationToken cancellationToken);

    /// <param name="key">For managing.</param>
    /// <param name="components">Null: the whole page.</param>
    /// <exception cref="RuleViolationException">Nothing was chosen.</exception>
    Task<bool> ChangeAsync(string key, IReadOnlyCollection<ServiceComponentId>? components, CancellationToken cancellationToken);

    /// <summary>Ends it at once; safe to repeat.</summary>
    /// <param name="kind">Managing or unsubscribing.</param>
    /// <returns>False when the key is of no use.</returns>
    Task<bool> LeaveAsync(SubscriberKey kind, string key, CancellationToken cancellationToken);
}

/// <summary>A mail about a subscription itself.</summary>
/// <param name="IsConfirmed">Whether it tells somebody that there is nothing left to confirm.</param>
public sealed record SubscriptionLetter(Guid Id, string Address, LetterPage Page, SubscriberKeys Keys, bool IsConfirmed);

/// <summary>For the workers that send the mails about subscriptions.</summary>
public interface ISubscriptionMails
{
    /// <summary>Null when there is nothing to send any more.</summary>
    /// <exception cref="SecretLostException">The keys for its links cannot be read.</exception>
    Task<SubscriptionLetter?> FindAsync(Guid subscriber, CancellationToken cancellationToken);

    /// <summary>Takes note that the address was refused for good.</summary>
    /// <param name="problem">For staff.</param>
    Task RefusedAsync(Guid subscriber, string problem, CancellationToken cancellationToken);
}
