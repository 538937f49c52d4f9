using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Subscribers;

/// <summary>What visitors and their mail programs can do, and what they cannot.</summary>
public sealed class SubscriptionEndpointsTests
{
    private const string Form = "/s/acme/subscribe";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_KnownOrNot_HasTheSameAnswer()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();

        var first = await AnswerAsync(await PostAsync(browser, Form, ("email", "ada@example.com")));
        var second = await AnswerAsync(await PostAsync(browser, Form, ("email", "ada@example.com")));

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first, second);
        Assert.Contains("ada@example.com", first.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, Form, ("email", "nobody"))).StatusCode);
    }

    [Fact]
    public async Task Subscribe_FromAnotherSite_IsRefused()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, Form, ("email", "ada@example.com"))).StatusCode);

        Assert.Null(await FindAsync(host));
    }

    [Fact]
    public async Task Subscribe_TooOften_HasToWait()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();
        for (var time = 0; time < 10; time++)
        {
            await PostAsync(browser, Form, ("email", FormattableString.Invariant($"user{time}@example.com")));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(browser, Form, ("email", "ada@example.com"))).StatusCode);
    }

    [Fact]
    public async Task Links_ShowByGet_AndActByPostWithoutCookies()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();
        await PostAsync(browser, Form, ("email", "ada@example.com"));
        var keys = SubscriberKeys.Open(host.Services.GetRequiredService<ISecrets>(), (await FindAsync(host))!.SealedKeys);
        using var program = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = host.Address };

        Assert.Contains("Confirm", await program.GetStringAsync(Link("confirm", keys.Confirm), Token), StringComparison.Ordinal);
        Assert.Equal(SubscriberState.Pending, (await FindAsync(host))!.State);
        await PostAsync(program, $"/subscription/confirm?key={keys.Confirm}");
        Assert.Equal(SubscriberState.Confirmed, (await FindAsync(host))!.State);
        Assert.Contains("Unsubscribe", await program.GetStringAsync(Link("unsubscribe", keys.Unsubscribe), Token), StringComparison.Ordinal);
        Assert.Equal(SubscriberState.Confirmed, (await FindAsync(host))!.State);

        var left = await PostAsync(program, $"/subscription/unsubscribe?key={keys.Unsubscribe}", ("List-Unsubscribe", "One-Click"));

        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Equal(SubscriberState.Unsubscribed, (await FindAsync(host))!.State);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(Link("confirm", keys.Confirm), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(Link("manage", "guessed"), Token)).StatusCode);
    }

    [Fact]
    public async Task Manage_SavesAndLeaves()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();
        await PostAsync(browser, Form, ("email", "ada@example.com"));
        var keys = SubscriberKeys.Open(host.Services.GetRequiredService<ISecrets>(), (await FindAsync(host))!.SealedKeys);
        await PostAsync(browser, $"/subscription/confirm?key={keys.Confirm}");

        Assert.Contains("Saved.", (await AnswerAsync(await PostAsync(browser, $"/subscription/manage?key={keys.Manage}", ("scope", "page")))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, $"/subscription/manage?key={keys.Manage}", ("scope", "components"))).StatusCode);
        await PostAsync(browser, $"/subscription/manage?key={keys.Manage}", ("leave", "yes"));

        Assert.Equal(SubscriberState.Unsubscribed, (await FindAsync(host))!.State);
    }

    [Fact]
    public async Task MailOff_OffersNoSubscription()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        await host.Services.GetRequiredService<SnapshotShelf>().WaitForAsync(await PageAsync(host), TimeSpan.FromSeconds(20), Token);

        Assert.DoesNotContain("/subscribe", await browser.GetStringAsync(new Uri("/s/acme", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(Form, UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task DatabaseAway_DeclinesPolitely()
    {
        await using var host = await StartAsync();
        using var browser = host.Browser();
        await host.Services.GetRequiredService<Database>().WriteAsync(
            DataScope.Everything, context => context.Database.ExecuteSqlRawAsync("DROP TABLE subscribers", Token), Token);

        var answer = await PostAsync(browser, Form, ("email", "ada@example.com"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("try again in a minute", (await AnswerAsync(answer)).Text, StringComparison.Ordinal);
    }

    private static async Task<WebHost> StartAsync()
    {
        var host = await WebHost.StartSetUpAsync("--Smtp:Host=127.0.0.1", "--Smtp:From=status@example.com");
        await host.Services.GetRequiredService<SnapshotShelf>().WaitForAsync(await PageAsync(host), TimeSpan.FromSeconds(20), Token);
        return host;
    }

    private static Task<PublicPageId> PageAsync(WebHost host) => host.Services.GetRequiredService<Database>().ReadAsync(
        DataScope.Everything, context => context.Set<PublicPage>().Select(page => page.Id).SingleAsync(Token), Token);

    private static Task<Subscriber?> FindAsync(WebHost host) => host.Services.GetRequiredService<Database>().ReadAsync(
        DataScope.Everything, context => context.Set<Subscriber>().SingleOrDefaultAsync(row => row.AddressKey == "ada@example.com", Token), Token);

    private static Uri Link(string what, string key) => new($"/subscription/{what}?key={key}", UriKind.Relative);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content, Token);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AnswerAsync(HttpResponseMessage answer) =>
        (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
}
