using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>What somebody on call sees on the wall.</summary>
[Trait("Category", "Browser")]
public sealed class BoardStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Board_LeftOpen_ShowsAnOutageAndThenThatItHearsNothingMore()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var board = await SignIn.AsOwnerAsync(browser);
        await Expect(board.Locator("[data-test=tile][data-state=Up]")).ToHaveCountAsync(1);
        await Expect(board.Locator("live-mark")).ToHaveTextAsync("live");

        var data = new EmbeddedData(folder);
        await target.StopAsync();
        data.Execute("UPDATE monitors SET failures_to_down = 1");
        data.CheckNow();
        await Expect(board.Locator("[data-test=problem]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Look.CheckAsync(board, "board-outage", 1366, ColorScheme.Light);

        await app.KillAsync();
        await Expect(board.Locator("live-mark")).ToContainTextAsync("last heard", new() { Timeout = 30_000 });
    }
}
