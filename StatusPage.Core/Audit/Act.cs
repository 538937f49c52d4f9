using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Audit;

/// <summary>One thing that a person does, within the transaction in which it happens.</summary>
/// <param name="Now">When it happens, the same for all of it.</param>
internal sealed record Act(StatusPageContext Context, Actor Actor, DateTimeOffset Now)
{
    /// <summary>Writes down what was done.</summary>
    /// <param name="name">Dotted, the subject's kind first: <c>monitor.paused</c>.</param>
    /// <param name="before">What it was, as JSON without anything secret; null where there was nothing.</param>
    /// <param name="after">What it became; null where nothing is left.</param>
    public void WriteDown(string name, Guid subject, string? before, string? after) =>
        Context.Add(AuditEntry.By(Actor, name, subject, after, Now, before));

    /// <summary>Hints, once it is committed, at what has changed.</summary>
    public void Announce(ChangeKind kind, Guid subject) => Context.Announce(new Change(kind, Actor.OrganizationId, subject));

    /// <summary>What was found, of the version that the caller has read.</summary>
    /// <param name="expectedVersion">Null: whatever version there is.</param>
    /// <exception cref="NotFoundException">Nothing was found.</exception>
    /// <exception cref="StaleVersionException">It has another version by now.</exception>
    public static T Found<T>(T? found, string what, int? expectedVersion = null)
        where T : class, IVersioned => found switch
        {
            null => throw new NotFoundException(what),
            _ when expectedVersion is { } version && version != found.Version => throw new StaleVersionException(),
            _ => found,
        };
}
