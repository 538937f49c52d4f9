using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>Which groups somebody has folded; on a page with very many components all are, to begin with.</summary>
internal sealed class FoldedGroups
{
    // Above it nobody wants to scroll past what they do not look for.
    private const int Many = 100;

    private readonly HashSet<Guid> _folded = [];

    public static Guid Key(TreeGroup group) => group.Id?.Value ?? Guid.Empty;

    public bool Has(TreeGroup group) => _folded.Contains(Key(group));

    public bool HasAll(PageTree? tree) => tree?.Groups.All(Has) is true;

    public void Begin(PageTree tree)
    {
        _folded.Clear();
        if (tree.Components.Count() > Many)
        {
            _folded.UnionWith(tree.Groups.Select(Key));
        }
    }

    public void Toggle(TreeGroup group)
    {
        if (!_folded.Remove(Key(group)))
        {
            _folded.Add(Key(group));
        }
    }

    public void Unfold(TreeGroup group) => _folded.Remove(Key(group));

    public void ToggleAll(PageTree? tree)
    {
        var unfold = HasAll(tree);
        _folded.Clear();
        _folded.UnionWith(unfold ? [] : (tree?.Groups ?? []).Select(Key));
    }
}
