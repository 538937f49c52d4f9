using StatusPage.Core;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Pages;

/// <summary>Which slug is whose, and which lead where from before.</summary>
public abstract class PageSlugsTests(DatabaseKind kind, PostgresServer server) : PageTests(kind, server)
{
    [Fact]
    public async Task ChangeAsync_OfTheSlugAgainAndAgain_KeepsAllOfThemForThePage()
    {
        var first = Tenant.Page.Slug;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await MoveAsync("second");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await MoveAsync("third");

        Assert.Equal([first, "second"], (await ViewAsync())?.FormerSlugs);
        await MoveAsync(first);

        var view = await ViewAsync();
        Assert.Equal(first, view?.Slug);
        Assert.Equal(["second", "third"], view?.FormerSlugs);
    }

    [Fact]
    public async Task Slug_OfAnotherPage_IsRefusedWithWhatItIs()
    {
        var first = Tenant.Page.Slug;
        await MoveAsync("second");
        var wanted = PublicPageId.New();

        Assert.Equal("The address second is that of Acme; choose another.", await Lists.SlugProblemAsync(Tenant.Id, wanted, "second", Token));
        Assert.Equal(
            $"The address {first} leads to Acme, which had it before; choose another, or give it up in that page's settings.",
            await Lists.SlugProblemAsync(Tenant.Id, wanted, first, Token));
        Assert.Equal($"The address {first} is taken; choose another.", await Lists.SlugProblemAsync(Other.Id, wanted, first, Token));
        Assert.Null(await Lists.SlugProblemAsync(Tenant.Id, Page, first, Token));
        Assert.Null(await Lists.SlugProblemAsync(Tenant.Id, wanted, "free", Token));
        Assert.Contains("lower-case letters", await Lists.SlugProblemAsync(Tenant.Id, wanted, "No", Token), StringComparison.Ordinal);
        Assert.StartsWith("The address second is that of", await RefusalAsync(MakeAsync("second")), StringComparison.Ordinal);
        Assert.StartsWith($"The address {first} leads to", await RefusalAsync(MakeAsync(first)), StringComparison.Ordinal);
        Assert.StartsWith("The address second is taken", await RefusalAsync(MakeAsync("second", tenant: Other)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GiveUpSlugAsync_OfAFormerOne_FreesItForAnyPage()
    {
        var first = Tenant.Page.Slug;
        await MoveAsync("second");

        await Commands.GiveUpSlugAsync(Admin, Page, first, Token);
        await Commands.GiveUpSlugAsync(Admin, Page, first, Token);
        await Commands.GiveUpSlugAsync(Admin, Page, "second", Token);

        Assert.Empty((await ViewAsync())!.FormerSlugs);
        Assert.Equal(["page.changed", "page.address_given_up"], await ActsAsync());
        Assert.Equal(3, (await Lists.FindAsync(Tenant.Id, Page, Token))?.Version);
        Assert.Equal(first, (await HeadAsync(await MakeAsync(first))).Slug);
        Assert.StartsWith("The address second is that of", await RefusalAsync(MakeAsync("second")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slug_WantedByTwoAtOnce_GoesToOne()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await MakeAsync("wanted", tenant: Other);
                return true;
            }
            catch (RuleViolationException)
            {
                return false;
            }
        }));

        Assert.Single(tries, won => won);
        Assert.Equal(3, (await Data.AllAsync<PublicPage>()).Count);
        Assert.Single(await Data.AllAsync<PublicPage>(), page => page.Slug == "wanted");
        Assert.Single(await Data.AllAsync<HeldSlug>());
    }

    [Fact]
    public async Task ChangeAsync_OfTheSlugForever_EndsWithARefusal()
    {
        for (var number = 0; number < 50; number++)
        {
            await MoveAsync($"slug-{number}");
        }

        Assert.Equal("50 former addresses lead to this page already; give one of them up first.", await RefusalAsync(MoveAsync("one-more")));

        Assert.Equal("slug-49", (await HeadAsync()).Slug);
        await MoveAsync("slug-3");
    }
}

public sealed class PageSlugsTestsOnSqlite(PostgresServer server) : PageSlugsTests(DatabaseKind.Sqlite, server);

public sealed class PageSlugsTestsOnPostgres(PostgresServer server) : PageSlugsTests(DatabaseKind.Postgres, server);
