using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Subscribers;

/// <summary>Somebody who wants to be told by mail what a page says. Load it with its components.</summary>
public sealed class Subscriber : IOwned, IVersioned
{
    /// <summary>Asked for and not confirmed within this time, a subscription is forgotten.</summary>
    public static readonly TimeSpan PendingLasts = TimeSpan.FromDays(7);

    private const int MostDoublings = 7;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);

    private readonly List<SubscriberComponent> _components = [];

    private Subscriber()
    {
        Address = AddressKey = ConfirmHash = ManageHash = UnsubscribeHash = "";
        SealedKeys = null!;
    }

    public Subscriber(
        SubscriberId id, OrganizationId organizationId, PublicPageId pageId, string address, SubscriberKeys keys, Secret sealedKeys, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        PageId = pageId;
        Address = EmailAddress.Checked(address);
        AddressKey = KeyOf(address);
        CreatedAt = now;
        ConfirmHash = ManageHash = UnsubscribeHash = "";
        SealedKeys = sealedKeys;
        Renew(keys, sealedKeys);
    }

    public SubscriberId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PublicPageId PageId { get; private set; }

    /// <summary>As it was typed.</summary>
    public string Address { get; private set; }

    /// <summary>The address as it is compared: nobody gets two mails for having typed it in two ways.</summary>
    public string AddressKey { get; private set; }

    public SubscriberState State { get; private set; }

    public bool WholePage { get; private set; } = true;

    public string ConfirmHash { get; private set; }

    public string ManageHash { get; private set; }

    public string UnsubscribeHash { get; private set; }

    /// <summary>The keys that the hashes are of.</summary>
    public Secret SealedKeys { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? UnsubscribedAt { get; private set; }

    /// <summary>When a mail about the subscription itself was last asked for, and how often since it last changed.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public int Asked { get; private set; }

    /// <summary>What a mail server said when it last refused the address for good; null when it did not.</summary>
    public string? Problem { get; private set; }

    public int Version { get; set; }

    /// <summary>What is followed; empty where it is the whole page.</summary>
    public IReadOnlyList<SubscriberComponent> Components => _components;

    public static string KeyOf(string address) => (EmailAddress.Composed(address.Trim()) ?? address.Trim()).ToLowerInvariant();

    /// <summary>
    /// Somebody has typed the address into the form. It may be anybody, so what was confirmed stays as it is, and the address gets only so many
    /// mails: each has to wait twice as long as the one before.
    /// </summary>
    /// <param name="components">Null: the whole page.</param>
    /// <returns>Whether a mail is to be sent now.</returns>
    public bool Ask(IReadOnlyCollection<ServiceComponentId>? components, SubscriberKeys keys, Secret sealedKeys, DateTimeOffset now)
    {
        if (AskedAt is { } before && now - before < FirstPause * Math.Pow(2, Math.Min(Asked - 1, MostDoublings)))
        {
            return false;
        }

        (AskedAt, Asked) = (now, Asked + 1);
        if (State is SubscriberState.Unsubscribed)
        {
            Renew(keys, sealedKeys);
            State = SubscriberState.Pending;
            CreatedAt = now;
        }

        if (State is SubscriberState.Pending)
        {
            Follow(components);
        }

        return true;
    }

    /// <returns>Whether that is new.</returns>
    public bool Confirm(DateTimeOffset now)
    {
        if (State is not SubscriberState.Pending)
        {
            return false;
        }

        State = SubscriberState.Confirmed;
        (ConfirmedAt, UnsubscribedAt, Asked, AskedAt, Problem) = (now, null, 0, null, null);
        return true;
    }

    /// <param name="components">Null: the whole page.</param>
    public void Follow(IReadOnlyCollection<ServiceComponentId>? components)
    {
        if (components is { Count: 0 })
        {
            throw new RuleViolationException("Choose at least one component, or the whole page.");
        }

        WholePage = components is null;
        _components.RemoveAll(row => components?.Contains(row.ComponentId) is not true);
        _components.AddRange((components ?? []).Except(_components.Select(row => row.ComponentId)).Select(one => new SubscriberComponent(OrganizationId, Id, one)));
    }

    /// <returns>Whether that is new.</returns>
    public bool Leave(DateTimeOffset now)
    {
        if (State is SubscriberState.Unsubscribed)
        {
            return false;
        }

        State = SubscriberState.Unsubscribed;
        UnsubscribedAt = now;
        return true;
    }

    // A link from before somebody left must not bring them back.
    private void Renew(SubscriberKeys keys, Secret sealedKeys)
    {
        (ConfirmHash, ManageHash, UnsubscribeHash) = (SubscriberKeys.Hash(keys.Confirm), SubscriberKeys.Hash(keys.Manage), SubscriberKeys.Hash(keys.Unsubscribe));
        SealedKeys = sealedKeys;
    }
}

public enum SubscriberState
{
    /// <summary>Asked for; whoever owns the address has not said yes.</summary>
    Pending,
    Confirmed,
    Unsubscribed,
}

/// <summary>A subscriber follows a component.</summary>
public sealed class SubscriberComponent(OrganizationId organizationId, SubscriberId subscriberId, ServiceComponentId componentId) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public SubscriberId SubscriberId { get; private set; } = subscriberId;

    public ServiceComponentId ComponentId { get; private set; } = componentId;
}
