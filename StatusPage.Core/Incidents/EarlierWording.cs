using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

/// <summary>What an update said until somebody edited it: customers may have read it, and mail has carried it.</summary>
/// <param name="editor">Who replaced it.</param>
/// <param name="until">When it was replaced.</param>
public sealed class EarlierWording(Guid id, OrganizationId organizationId, Guid updateId, string body, UserId editor, DateTimeOffset until) : IOwned
{
    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid UpdateId { get; private set; } = updateId;

    public string Body { get; private set; } = body;

    public UserId Editor { get; private set; } = editor;

    public DateTimeOffset Until { get; private set; } = until;
}
