using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Tokens;

internal sealed class TokenCommands(Acts acts) : ITokenCommands
{
    public async Task<string> CreateAsync(Actor actor, NewToken token, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.New();
        await acts.RunAsync(
            actor,
            Role.Admin,
            act =>
            {
                var made = new ApiToken(
                    token.Id, actor.OrganizationId, token.Name, secret, token.Scopes, actor.Role, actor.UserId, act.Now, token.ExpiresAt);
                act.Context.Add(made);
                act.WriteDown("token.created", made.Id.Value, before: null, Json(made));
                act.Announce(ChangeKind.Settings, made.Id.Value);
                return Task.CompletedTask;
            },
            cancellationToken);
        return secret;
    }

    public Task RevokeAsync(Actor actor, ApiTokenId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var found = await act.Context.Set<ApiToken>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new NotFoundException("The token");
            if (found.RevokedAt is null)
            {
                found.Revoke(act.Now);
                act.WriteDown("token.revoked", id.Value, Json(found), after: null);
                act.Announce(ChangeKind.Settings, id.Value);
            }
        },
        cancellationToken);

    private static string Json(ApiToken token) =>
        JsonSerializer.Serialize(new { token.Name, Scopes = string.Join(' ', token.Scopes.Words), token.ExpiresAt }, JsonSerializerOptions.Web);
}
