namespace StatusPage.Core.Live;

/// <summary>What was read from the sequence of changes.</summary>
/// <param name="Place">Up to where it has been read; only the database knows what it means.</param>
public sealed record KeptChanges(string Place, IReadOnlyList<ChangeSet> Sets);
