using System.Globalization;
using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

internal static class Look
{
    /// <summary>A desk, a desk at 200 %, a tablet and phones, as bright as people like it.</summary>
    public static IReadOnlyList<(int Width, ColorScheme Theme)> Views { get; } =
    [
        (1366, ColorScheme.Light), (1366, ColorScheme.Dark), (683, ColorScheme.Dark), (768, ColorScheme.Light), (390, ColorScheme.Light), (390, ColorScheme.Dark),
        (320, ColorScheme.Light),
    ];

    private static IReadOnlyList<(int Width, int Narrow, ColorScheme Theme)> Openings { get; } =
    [
        (1366, 768, ColorScheme.Light), (1366, 683, ColorScheme.Dark), (390, 320, ColorScheme.Light),
    ];

    /// <summary>The staff side's frame, once it stands in this theme.</summary>
    public static ILocator FrameOf(IPage page, ColorScheme theme) => page.Locator(theme is ColorScheme.Dark ? ".frame.dark" : ".frame:not(.dark)");

    /// <summary>Opens the same page at a desk, at a desk in the dark and on a phone; each is then made as narrow as it may become.</summary>
    public static async Task EachAsync(IPage page, string name, Func<ColorScheme, Task> open)
    {
        foreach (var (width, narrow, theme) in Openings)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.SetViewportSizeAsync(width, 900);
            await open(theme);
            await CheckAsync(page, name, width, theme);
            await page.SetViewportSizeAsync(narrow, 900);
            await FitsAsync(page, name, narrow, theme);
        }
    }

    /// <summary>Takes a picture; nothing scrolls sideways, and axe finds nothing.</summary>
    public static async Task CheckAsync(IPage page, string name, int width, ColorScheme theme)
    {
        await FitsAsync(page, name, width, theme);
        await Accessibility.AssertCleanAsync(page);
    }

    private static async Task FitsAsync(IPage page, string name, int width, ColorScheme theme)
    {
        await page.WaitForFunctionAsync("() => document.fonts.status === 'loaded' && document.getAnimations().every(one => one.playState !== 'running')");
        await Screenshots.TakeAsync(page, $"{name}-{width.ToString(CultureInfo.InvariantCulture)}-{theme.ToString().ToLowerInvariant()}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{name} scrolls sideways at {width}.");
    }
}
