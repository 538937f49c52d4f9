using StatusPage.Core.Egress;

namespace StatusPage.Core.Locations;

/// <summary>
/// One process that checks from a location, and where it may connect to. The rows of a location together say whether it exists, whether anybody
/// serves it, and by which policy an address is judged before it is saved for it.
/// </summary>
public sealed class LocationNode
{
    private LocationNode()
    {
        Name = "";
        Node = "";
        AllowedNetworks = "";
    }

    public LocationNode(NodeOptions node, EgressPolicy policy, DateTimeOffset at)
    {
        Name = node.Location;
        Node = node.Name;
        AllowPrivate = policy.AllowPrivate;
        AllowedNetworks = string.Join(' ', policy.AllowedNetworks);
        StartedAt = at;
        LastSeenAt = at;
    }

    /// <summary>The location's.</summary>
    public string Name { get; private set; }

    /// <summary>See <see cref="NodeOptions.Name"/>: another one after each start.</summary>
    public string Node { get; private set; }

    public bool AllowPrivate { get; private set; }

    /// <summary>In CIDR form, with spaces between them.</summary>
    public string AllowedNetworks { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>By the database's clock.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }
}
