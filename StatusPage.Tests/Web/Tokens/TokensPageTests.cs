using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Tokens;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Tokens;

namespace StatusPage.Tests.Web.Tokens;

public sealed class TokensPageTests : StaffContext
{
    private readonly FakeTokens _tokens = new();

    public TokensPageTests() => Services.AddSingleton<ITokenQueries>(_tokens).AddSingleton<ITokenCommands>(_tokens);

    [Fact]
    public void Create_WithoutANameOrScope_SaysWhatIsMissing()
    {
        var page = Opened();
        page.Find("[data-test=read]").Change(value: false);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Say what will use it", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Choose at least one thing", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_tokens.Created);
    }

    [Fact]
    public void Create_Chosen_ShowsTheSecretOnce()
    {
        var page = Opened();
        page.Find("[data-test=name]").Input("Pipeline");
        page.Find("[data-test=write]").Change(value: true);
        page.Find("#token-days").Change("30");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(FakeTokens.Secret, page.Find("[data-test=secret]").GetAttribute("value")));
        var made = Assert.Single(_tokens.Created);
        Assert.Equal(("Pipeline", new TokenScopes(Read: true, Write: true, Metrics: false), Time.GetUtcNow().AddDays(30)), (made.Name, made.Scopes, made.ExpiresAt));
    }

    private IRenderedComponent<TokensPage> Opened()
    {
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => page.Find("form"));
        return page;
    }

    private sealed class FakeTokens : ITokenQueries, ITokenCommands
    {
        public const string Secret = "sp_secret";

        public List<NewToken> Created { get; } = [];

        public Task<IReadOnlyList<TokenView>> ListAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TokenView>>([]);

        public Task<string> CreateAsync(Actor actor, NewToken token, CancellationToken cancellationToken)
        {
            Created.Add(token);
            return Task.FromResult(Secret);
        }

        public Task RevokeAsync(Actor actor, ApiTokenId id, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
