using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>Which monitors a list shows, and in which order; all of it stands in the address.</summary>
/// <param name="State">Null: any.</param>
/// <param name="Sort">One of <see cref="Sorts"/>; anything else is by name.</param>
public sealed record MonitorFilter(string Text, MonitorState? State, string Tag, Guid? Page, string Sort)
{
    public const string ByName = "name";

    public static readonly IReadOnlyList<(string Word, string Label)> Sorts =
        [(ByName, "Name"), ("state", "State, worst first"), ("last", "Last check, latest first"), ("next", "Next check, soonest first")];

    public bool IsEmpty => Text.Length == 0 && State is null && Tag.Length == 0 && Page is null;

    public static MonitorFilter From(string? text, string? state, string? tag, string? page, string? sort) => new(
        text ?? "",
        Enum.TryParse<MonitorState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null,
        tag ?? "",
        Guid.TryParse(page, out var id) ? id : null,
        Sorts.Any(one => one.Word == sort) ? sort ?? ByName : ByName);

    /// <summary>What stands in the address; null where it says nothing.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["q"] = Text.Length > 0 ? Text : null,
        ["state"] = State?.ToString().ToLowerInvariant(),
        ["tag"] = Tag.Length > 0 ? Tag : null,
        ["page"] = Page?.ToString("n"),
        ["sort"] = Sort == ByName ? null : Sort,
    };

    /// <param name="rows">By name.</param>
    public IReadOnlyList<MonitorRow> Apply(IEnumerable<MonitorRow> rows)
    {
        var shown = rows.Where(IsShown);
        return
        [
            .. Sort switch
            {
                "state" => shown.OrderBy(row => Urgency(row.State)),
                "last" => shown.OrderByDescending(row => row.LastCheckedAt),
                "next" => shown.OrderBy(row => row.NextCheckAt ?? DateTimeOffset.MaxValue),
                _ => shown,
            },
        ];
    }

    private static int Urgency(MonitorState state) => state switch
    {
        MonitorState.Down => 0,
        MonitorState.Degraded => 1,
        MonitorState.Unknown => 2,
        MonitorState.Maintenance => 3,
        MonitorState.Up => 4,
        MonitorState.Paused => 5,
    };

    private bool IsShown(MonitorRow row) =>
        (State is null || row.State == State)
        && (Tag.Length == 0 || row.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase))
        && (Page is not { } page || row.Pages.Any(fed => fed.Id.Value == page))
        && Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Has(row, word));

    private static bool Has(MonitorRow row, string word) =>
        row.Name.Contains(word, StringComparison.CurrentCultureIgnoreCase)
        || row.Target.Contains(word, StringComparison.OrdinalIgnoreCase)
        || row.Tags.Any(tag => tag.Contains(word, StringComparison.CurrentCultureIgnoreCase));
}
