using System.Globalization;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Web.Incidents;

public sealed partial class IncidentHeadForm
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm";

    private string _title = "";
    private Impact? _impact;
    private DateTimeOffset? _startedAt;
    private bool _saving;

    [Parameter, EditorRequired]
    public required IncidentHead Head { get; set; }

    /// <summary>When its first update was posted: it cannot have begun after that.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Latest { get; set; }

    /// <summary>Saves; returns whether that worked.</summary>
    [Parameter, EditorRequired]
    public required Func<IncidentHead, Task<bool>> Save { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private string? TitleProblem => IncidentDraft.ProblemOfTitle(_title);

    private string? StartProblem => _startedAt switch
    {
        null => "Say when it began.",
        { } start when start > Latest => $"It was posted at {Latest.UtcDateTime:HH:mm} UTC; it cannot have begun later.",
        _ => null,
    };

    protected override void OnInitialized() => (_title, _impact, _startedAt) = (Head.Title, Head.Impact, Head.StartedAt);

    private void Weigh(ChangeEventArgs change) => _impact = Enum.TryParse<Impact>((string?)change.Value, out var impact) ? impact : null;

    // Nobody who leaves the minute as it is means another second.
    private void Begin(ChangeEventArgs change)
    {
        var typed = (string?)change.Value;
        _startedAt = typed == Typed(Head.StartedAt) ? Head.StartedAt
            : DateTimeOffset.TryParseExact(typed, [Minutes, $"{Minutes}':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) ? start
            : null;
    }

    private async Task SaveAsync()
    {
        if (_saving || TitleProblem is not null || StartProblem is not null || _startedAt is not { } start)
        {
            return;
        }

        _saving = true;
        if (await Save(new IncidentHead(_title.Trim(), _impact, start)))
        {
            await OnClose.InvokeAsync();
        }

        _saving = false;
    }

    private static string? Typed(DateTimeOffset? at) => at?.UtcDateTime.ToString(Minutes, CultureInfo.InvariantCulture);
}
