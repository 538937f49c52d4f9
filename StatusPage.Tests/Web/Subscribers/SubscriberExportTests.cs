using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Subscribers;

/// <summary>The file with the addresses, over HTTP.</summary>
public sealed class SubscriberExportTests
{
    private static readonly Uri File = new("/admin/subscribers.csv", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_ByAnOwner_IsAFileThatIsKeptNowhere()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);

        using var answer = await browser.GetAsync(File, Token);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Matches("^subscribers-[0-9-]{10}.csv$", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("address,page,follows,confirmed_at\r\n", (await answer.Content.ReadAsStringAsync(Token)).TrimStart('\uFEFF'));
    }

    [Fact]
    public async Task Export_BySomebodyElse_IsRefused()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var anonymous = await browser.GetAsync(File, Token);
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        await host.Services.GetRequiredService<Database>().WriteAsync(
            DataScope.Everything,
            context =>
            {
                context.Entry(context.Set<Member>().Single()).Property(row => row.Role).CurrentValue = Role.Operator;
                return Task.CompletedTask;
            },
            Token);

        using var answer = await browser.GetAsync(File, Token);

        Assert.StartsWith("/account/login", anonymous.Headers.Location?.PathAndQuery ?? anonymous.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("/account/denied", answer.Headers.Location?.ToString());
    }
}
