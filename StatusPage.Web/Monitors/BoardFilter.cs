using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>Which monitors of the board are shown; what is null does not matter.</summary>
/// <param name="Text">Part of the name or the target.</param>
/// <param name="Page">The name of a page that the monitor has to do with.</param>
internal sealed record BoardFilter(MonitorState? State, string? Text, string? Page)
{
    public bool IsEmpty => State is null && string.IsNullOrWhiteSpace(Text) && string.IsNullOrEmpty(Page);

    /// <param name="state">A state as in an address, in whatever case; one that does not exist does not matter.</param>
    public static BoardFilter From(string? state, string? text, string? page) => new(
        Enum.TryParse<MonitorState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null, text?.Trim(), page);

    public bool Shows(BoardMonitor monitor) =>
        (State is null || monitor.State == State)
        && (string.IsNullOrWhiteSpace(Text) || Has(monitor.Name) || Has(monitor.Target))
        && (string.IsNullOrEmpty(Page) || monitor.Pages.Contains(Page));

    private bool Has(string text) => text.Contains(Text ?? "", StringComparison.CurrentCultureIgnoreCase);
}
