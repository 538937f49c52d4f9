using System.Globalization;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Tokens;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Tokens;

/// <summary>The programs that may come in.</summary>
public sealed partial class TokensPage(ITokenQueries tokens, ITokenCommands commands, SaveAttempt attempt)
{
    private static readonly Dictionary<string, object?> NameMark = new(StringComparer.Ordinal) { ["data-test"] = "name", ["aria-required"] = "true" };

    private readonly TokenDraft _draft = new();
    private IReadOnlyList<TokenView>? _tokens;
    private OrganizationId _organization;
    private Role? _role;
    private string _days = "90";
    private string? _secret;
    private string? _secretOf;
    private bool _busy;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        (_organization, _role) = (actor.OrganizationId, actor.Role);
        if (actor.Role >= Role.Admin)
        {
            _tokens = await tokens.ListAsync(actor, Leaving);
        }
    }

    private async Task CreateAsync()
    {
        _draft.WasSent = true;
        if (_busy || !_draft.IsComplete)
        {
            return;
        }

        _busy = true;
        _draft.Days = int.TryParse(_days, CultureInfo.InvariantCulture, out var days) ? days : null;
        string? secret = null;
        if (await attempt.RunAsync(async () => secret = await commands.CreateAsync(await CurrentActor.GetAsync(Leaving), _draft.ToToken(Time.GetUtcNow()), Leaving)))
        {
            (_secret, _secretOf) = (secret, _draft.Name.Trim());
            _draft.Clear();
        }

        _busy = false;
        Reload();
    }

    private async Task RevokeAsync(TokenView token)
    {
        await attempt.RunAsync(async () => await commands.RevokeAsync(await CurrentActor.GetAsync(Leaving), token.Id, Leaving));
        Reload();
    }
}
