using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace StatusPage.Tests.Fixtures;

/// <summary>One browser for the whole run, started by its first use: the system's Chromium, which TEST_CHROMIUM may name.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // Without these it looks for updates and fails, many times at once.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _browser = new(StartAsync);

    /// <summary>A browser of its own as far as cookies and storage go; dispose it with the test.</summary>
    public async Task<IBrowserContext> NewContextAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address.ToString();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Europe/Berlin";
        options.ReducedMotion ??= ReducedMotion.Reduce; // A colour on its way to another is no colour to judge.
        options.ViewportSize ??= new ViewportSize { Width = 1366, Height = 900 };
        return await (await _browser.Value).Browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            var (playwright, browser) = await _browser.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        // A machine that builds and tests at once is slow; what is asserted to happen within a time says so itself.
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TEST_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Headless = true,
            Args = Quiet,
        });
        return (playwright, browser);
    }
}
