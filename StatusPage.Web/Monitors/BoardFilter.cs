using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>Which monitors of the board are shown; what is null does not matter.</summary>
/// <param name="Text">Part of the name or the target.</param>
/// <param name="Page">The name of a page that the monitor has to do with.</param>
/// <param name="Tag">One of its tags.</param>
internal sealed record BoardFilter(MonitorState? State, string? Text, string? Page, string? Tag)
{
    public bool IsEmpty => State is null && string.IsNullOrWhiteSpace(Text) && string.IsNullOrEmpty(Page) && string.IsNullOrEmpty(Tag);

    /// <param name="state">A state as in an address, in whatever case; one that does not exist does not matter.</param>
    public static BoardFilter From(string? state, string? text, string? page, string? tag) => new(
        Enum.TryParse<MonitorState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null, text?.Trim(), page, tag);

    public bool Shows(BoardMonitor monitor) =>
        (State is null || monitor.State == State)
        && (string.IsNullOrWhiteSpace(Text) || Has(monitor.Name) || Has(monitor.Target))
        && (string.IsNullOrEmpty(Page) || monitor.Pages.Contains(Page))
        && (string.IsNullOrEmpty(Tag) || monitor.Tags.Contains(Tag));

    private bool Has(string text) => text.Contains(Text ?? "", StringComparison.CurrentCultureIgnoreCase);
}
