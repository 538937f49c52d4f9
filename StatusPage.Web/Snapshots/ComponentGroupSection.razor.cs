using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>A group of components that folds by its rule; the nameless one only folds on a page with very many.</summary>
public sealed partial class ComponentGroupSection
{
    [Parameter, EditorRequired]
    public required GroupView Group { get; set; }

    [Parameter, EditorRequired]
    public required PageContext Page { get; set; }

    private bool IsOpen => Group.Collapse switch
    {
        CollapseRule.AlwaysOpen => !Page.HasMany || HasProblem,
        CollapseRule.OpenOnProblem => HasProblem,
        CollapseRule.Closed => false,
    };

    private bool HasProblem => Group.Components.Any(component => component.Status.Severity() > ComponentStatus.Unknown.Severity());

    private string Summary
    {
        get
        {
            var same = Group.Components.Count(component => component.Status == Group.Status);
            return same == Group.Components.Count ? Group.Status.Words() : $"{Group.Status.Words()}: {same} of {Group.Components.Count}";
        }
    }

    private IEnumerable<ComponentView> Ordered =>
        Page.HasMany ? Group.Components.OrderByDescending(component => component.Status.Severity()) : Group.Components;
}
