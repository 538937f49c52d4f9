using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

/// <summary>Somebody who has no mouse.</summary>
internal static class Keys
{
    private const int MostStops = 80;

    /// <summary>Goes on until the element has the focus, however many stops there are on the way; none of them may hold it.</summary>
    /// <param name="key">Tab, or Shift+Tab to go back.</param>
    public static async Task ReachAsync(IPage page, ILocator wanted, string key = "Tab")
    {
        await wanted.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement || element.closest('button') === document.activeElement && !!element.closest('button')"))
            {
                return;
            }

            await page.Keyboard.PressAsync(key);
        }

        throw new TimeoutException($"The keyboard does not reach {wanted}.");
    }

    /// <summary>Reaches it and presses a key there.</summary>
    public static async Task PressAsync(IPage page, ILocator wanted, string key = "Enter")
    {
        await ReachAsync(page, wanted);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Reaches it and types.</summary>
    public static async Task TypeAsync(IPage page, ILocator wanted, string text)
    {
        await ReachAsync(page, wanted);
        await page.Keyboard.TypeAsync(text);
    }
}
