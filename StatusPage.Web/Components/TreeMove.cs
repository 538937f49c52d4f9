using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>Which way something goes in the tree.</summary>
public enum TreeWay
{
    /// <summary>To the place that is named.</summary>
    There,

    /// <summary>One place up; a component at the top of its group goes to the end of the group above.</summary>
    Up,
    Down,
}

/// <summary>
/// What somebody moves in the tree, as the browser says it: <c>c:&lt;id&gt;|to|&lt;group&gt;|&lt;before&gt;</c>, <c>c:&lt;id&gt;|up</c>, and the same with
/// <c>g:</c> for a group. Ids are 32 digits; an empty group stands for outside of groups, an empty neighbour for the end.
/// </summary>
/// <param name="Before">The item in front of which it shall stand; null for the end.</param>
public sealed record TreeMove(bool IsGroup, Guid Item, TreeWay Way, Guid? Group = null, Guid? Before = null)
{
    public ServiceComponentId Component => new(Item);

    /// <returns>Null for what makes no sense: it comes from a browser.</returns>
    public static TreeMove? Read(string? text)
    {
        if (text?.Split('|') is not [{ Length: 34 } item, .. var rest] || item[1] != ':' || item[0] is not ('c' or 'g') || !Guid.TryParseExact(item[2..], "n", out var id))
        {
            return null;
        }

        var isGroup = item[0] == 'g';
        return rest switch
        {
            ["up"] => new TreeMove(isGroup, id, TreeWay.Up),
            ["down"] => new TreeMove(isGroup, id, TreeWay.Down),
            ["to", var group, var before] when TryRead(group, out var into) && TryRead(before, out var next) => new TreeMove(isGroup, id, TreeWay.There, into, next),
            _ => null,
        };
    }

    private static bool TryRead(string text, out Guid? id)
    {
        id = Guid.TryParseExact(text, "n", out var read) ? read : null;
        return text.Length == 0 || id is not null;
    }
}
