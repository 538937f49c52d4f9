using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

public interface IOrganizationCommands
{
    /// <summary>
    /// Makes a further organisation, with the actor as its owner, who is in it from then on. May be done by whoever owns an organisation of the
    /// installation, whichever they are in now.
    /// </summary>
    /// <param name="id">Made by the caller, who may send the same again after an answer that got lost.</param>
    Task CreateAsync(Actor actor, OrganizationId id, string name, CancellationToken cancellationToken);

    /// <summary>Needs an owner.</summary>
    Task RenameAsync(Actor actor, string name, CancellationToken cancellationToken);
}
