namespace StatusPage.Core.Components;

/// <summary>How somebody wants siblings to be ordered: the groups of a page, or the components of one group.</summary>
/// <param name="Wanted">First to last. Who is left out stays behind whom they stand now.</param>
/// <param name="Seen">
/// The order in which whoever wants this saw them. What others have moved since then stays moved; only those are moved that stand elsewhere
/// among the wanted than among the seen. Null: all are moved to where they are wanted.
/// </param>
public sealed record WantedOrder<TId>(IReadOnlyList<TId> Wanted, IReadOnlyList<TId>? Seen = null);
