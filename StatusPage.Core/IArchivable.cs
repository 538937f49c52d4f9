namespace StatusPage.Core;

/// <summary>
/// Something that is put away rather than deleted: what has history stays in history, and it can be brought back for <see cref="Kept"/>.
/// Queries do not see archived rows unless they ignore the filter <see cref="Filter"/> by name.
/// </summary>
public interface IArchivable
{
    public const string Filter = "archived";

    /// <summary>How long it can be brought back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Null while it is in use.</summary>
    DateTimeOffset? ArchivedAt { get; }
}
