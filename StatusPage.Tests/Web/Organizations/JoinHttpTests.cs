using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Organizations;

/// <summary>Where the link of an invitation leads.</summary>
public sealed class JoinHttpTests
{
    private const string Password = "another horse battery";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_SomebodyNew_SignsInAsAMember()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        var link = await InviteAsync(host, "bob@example.com");

        using var joined = await JoinAsync(browser, link, Password);
        using var board = await browser.GetAsync(new Uri("/admin", UriKind.Relative), Token);
        using var again = await host.Browser().GetAsync(new Uri(link.PathAndQuery, UriKind.Relative), Token);

        Assert.Equal("/admin", joined.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Contains("has been used", await again.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_WithAnAccount_NeedsItsPassword()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        var owner = await OwnerAsync(host);
        var second = OrganizationId.New();
        using var bob = await JoinAsync(host.Browser(), await InviteAsync(host, "bob@example.com"), Password);
        await host.Services.GetRequiredService<IOrganizationCommands>().CreateAsync(owner, second, "Second", Token);
        var link = await InviteAsync(host, "bob@example.com");

        using var wrong = await JoinAsync(browser, link, "not the password");
        using var right = await JoinAsync(browser, link, Password);

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("/admin", right.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Join_WithAShortPassword_SaysSoAndLeavesTheLink()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        var link = await InviteAsync(host, "bob@example.com");

        using var refused = await JoinAsync(browser, link, "short");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("at least 10 characters", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/join")]
    [InlineData("/account/join?token=")]
    [InlineData("/account/join?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Join_WithoutALink_IsNotFound(string address)
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Atk47_OrganizationThatIsNoMembership_CannotBeChosen()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);

        using var answer = await WebHost.SendFormAsync(browser, "/account/password", "/account/organization", ("organization", OrganizationId.New().Value.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task NewOrganization_ByTheOwner_IsWhereTheyAreThen()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        var before = await OwnerAsync(host);

        using var made = await WebHost.SendFormAsync(browser, "/account/organization/new", "/account/organization/new", ("name", "Second"));
        var after = await OwnerAsync(host);
        using var back = await WebHost.SendFormAsync(
            browser, "/account/password", "/account/organization", ("organization", before.OrganizationId.Value.ToString()));

        Assert.Equal("/admin", made.Headers.Location?.ToString());
        Assert.NotEqual(before.OrganizationId, after.OrganizationId);
        Assert.Equal(before.OrganizationId, (await OwnerAsync(host)).OrganizationId);
    }

    private static async Task<Actor> OwnerAsync(WebHost host)
    {
        var user = await host.Services.GetRequiredService<Database>().ReadAsync(
            DataScope.Everything, context => Task.FromResult(context.Set<StaffUser>().Single(row => row.Email == WebHost.Email).UserId), Token);
        return await host.Services.GetRequiredService<IActors>().FindAsync(user, address: null, Token) ?? throw new InvalidOperationException();
    }

    private static async Task<Uri> InviteAsync(WebHost host, string email) => new(
        await host.Services.GetRequiredService<IInvitationCommands>().InviteAsync(await OwnerAsync(host), InvitationId.New(), email, Role.Viewer, Token));

    private static Task<HttpResponseMessage> JoinAsync(HttpClient browser, Uri link, string password) =>
        WebHost.SendFormAsync(browser, link.PathAndQuery, "/account/join", ("token", link.Query["?token=".Length..]), ("password", password));
}
