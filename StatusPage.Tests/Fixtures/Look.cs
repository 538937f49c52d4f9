using System.Globalization;
using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

internal static class Look
{
    /// <summary>Takes a picture; nothing scrolls sideways, and axe finds nothing.</summary>
    public static async Task CheckAsync(IPage page, string name, int width, ColorScheme theme)
    {
        await page.WaitForFunctionAsync("() => document.fonts.status === 'loaded' && document.getAnimations().every(one => one.playState !== 'running')");
        await Screenshots.TakeAsync(page, $"{name}-{width.ToString(CultureInfo.InvariantCulture)}-{theme.ToString().ToLowerInvariant()}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{name} scrolls sideways at {width}.");
        await Accessibility.AssertCleanAsync(page);
    }
}
