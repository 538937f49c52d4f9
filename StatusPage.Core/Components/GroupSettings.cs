using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>All that people decide about a group of components.</summary>
public sealed record GroupSettings(string Name, CollapseRule Collapse = CollapseRule.AlwaysOpen);
