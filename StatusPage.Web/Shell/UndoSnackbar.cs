using MudBlazor;

namespace StatusPage.Web.Shell;

internal static class UndoSnackbar
{
    /// <summary>Says what was done, and for half a minute offers to take it back.</summary>
    public static Snackbar? AddUndo(this ISnackbar snackbar, string done, Func<Task> undo) => snackbar.AddAct(done, Severity.Success, "Undo", undo);

    /// <summary>Says something, and for half a minute offers an act.</summary>
    public static Snackbar? AddAct(this ISnackbar snackbar, string said, Severity severity, string label, Func<Task> act) => snackbar.Add(said, severity, options =>
    {
        options.Action = label;
        options.RequireInteraction = false;
        options.VisibleStateDuration = 30_000;
        options.OnClick = _ => act();
    });
}
