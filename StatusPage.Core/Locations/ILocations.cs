namespace StatusPage.Core.Locations;

/// <summary>The places from which checks are made. Times are the database's own.</summary>
public interface ILocations
{
    /// <summary>Says that this node is alive; the first time it also says what it is. Forgets nodes that ended long ago.</summary>
    Task ReportAsync(CancellationToken cancellationToken);

    /// <summary>All that are known, by name. A location is known for a month after its last node was heard.</summary>
    Task<IReadOnlyList<LocationView>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Locations for which checks are scheduled although no node serves them; nobody carries these checks out.</summary>
    Task<IReadOnlyList<UnservedLocation>> UnservedAsync(CancellationToken cancellationToken);
}

/// <param name="Checks">Of monitors that are not paused.</param>
public sealed record UnservedLocation(string Name, int Checks);
