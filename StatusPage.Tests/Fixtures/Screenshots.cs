using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

/// <summary>Pictures for people to look at; those that the documents show are kept under docs/images when TEST_UPDATE_IMAGES is set.</summary>
internal static class Screenshots
{
    private static readonly Dictionary<string, string> Documented = new(StringComparer.Ordinal)
    {
        ["state-one-broken-1366-light"] = "public-page.png",
        ["board-1366-dark"] = "board.png",
    };

    public static async Task TakeAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", $"{name}.png"), FullPage = true });
        if (Environment.GetEnvironmentVariable("TEST_UPDATE_IMAGES") is { Length: > 0 } && Documented.TryGetValue(name, out var file))
        {
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("docs", "images", file) });
        }
    }
}
