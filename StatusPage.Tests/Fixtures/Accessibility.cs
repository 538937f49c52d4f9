using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

internal static class Accessibility
{
    /// <summary>What axe finds is shown with the places where it found it.</summary>
    public static async Task AssertCleanAsync(IPage page)
    {
        var found = await page.RunAxe();

        Assert.True(found.Violations.Length == 0, string.Join(Environment.NewLine, found.Violations.SelectMany(violation =>
            violation.Nodes.Select(node => $"{violation.Id}: {violation.Help} at {node.Target}: {string.Join("; ", Reasons(node))}"))));
    }

    private static IEnumerable<string> Reasons(AxeResultNode node) =>
        node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message);
}
