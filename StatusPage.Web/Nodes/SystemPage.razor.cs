using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Nodes;
using StatusPage.Core.Organizations;

namespace StatusPage.Web.Nodes;

/// <summary>Whether the installation itself is well.</summary>
public sealed partial class SystemPage(ISystemQueries system)
{
    private SystemView? _system;
    private Role? _role;

    // Nothing that changes here is announced: the regular look is enough.
    protected override bool Concerns(Change change) => false;

    protected override async Task LoadAsync(Actor actor)
    {
        _role = actor.Role;
        if (actor.Role >= Role.Admin)
        {
            _system = await system.ReadAsync(actor, Leaving);
        }
    }
}
