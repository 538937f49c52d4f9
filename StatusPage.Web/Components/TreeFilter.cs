using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>Which components of a tree somebody looks for.</summary>
public static class TreeFilter
{
    /// <summary>Those whose name, description, monitors or group have the text in them; a group that has none is left out.</summary>
    /// <param name="text">Blank: everything.</param>
    public static IReadOnlyList<TreeGroup> Apply(IReadOnlyList<TreeGroup> groups, string text)
    {
        var wanted = text.Trim();
        return wanted.Length == 0
            ? groups
            : [.. groups.Select(group => Has(group.Name, wanted) ? group : group with { Components = [.. group.Components.Where(component => Fits(component, wanted))] })
                .Where(group => group.Components.Count > 0)];
    }

    private static bool Fits(TreeComponent component, string text) =>
        Has(component.Name, text) || Has(component.Description, text) || component.Drivers.Any(driver => Has(driver.Name, text));

    private static bool Has(string? where, string text) => where?.Contains(text, StringComparison.CurrentCultureIgnoreCase) is true;
}
