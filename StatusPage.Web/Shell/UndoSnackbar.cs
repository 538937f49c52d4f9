using MudBlazor;

namespace StatusPage.Web.Shell;

internal static class UndoSnackbar
{
    /// <summary>Says what was done, and for half a minute offers to take it back.</summary>
    public static Snackbar? AddUndo(this ISnackbar snackbar, string done, Func<Task> undo) => snackbar.Add(done, Severity.Success, options =>
    {
        options.Action = "Undo";
        options.RequireInteraction = false;
        options.VisibleStateDuration = 30_000;
        options.OnClick = _ => undo();
    });
}
