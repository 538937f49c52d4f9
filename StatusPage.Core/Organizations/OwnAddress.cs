using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

/// <summary>Links that leave the installation. They begin with what the operator said or what was kept at setup, never with what a request says.</summary>
internal sealed class OwnAddress(Database database, NodeOptions node)
{
    public async Task<string> JoinAsync(string token, CancellationToken cancellationToken) => $"{await BaseAsync(cancellationToken)}/account/join?token={token}";

    public async Task<string> ResetAsync(string token, CancellationToken cancellationToken) => $"{await BaseAsync(cancellationToken)}/account/reset?token={token}";

    private async Task<string> BaseAsync(CancellationToken cancellationToken)
    {
        var kept = node.PublicUrl ?? await database.ReadAsync(
            DataScope.Everything, context => context.Set<Installation>().Select(row => row.PublicUrl).SingleOrDefaultAsync(cancellationToken), cancellationToken);

        // Where it is at home when nobody has said anything: the one at the keyboard can open that.
        return (kept ?? "http://localhost:8080").TrimEnd('/');
    }
}
