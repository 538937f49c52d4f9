using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

internal static class Accessibility
{
    /// <summary>What axe finds is shown with the places where it found it.</summary>
    public static async Task AssertCleanAsync(IPage page)
    {
        var found = await page.RunAxe();

        Assert.Empty(found.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Target))}"));
    }
}
