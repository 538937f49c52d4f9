using Microsoft.AspNetCore.Components;

namespace StatusPage.Web.Incidents;

public sealed partial class NoteForm
{
    private string _body = "";
    private bool _sending;

    // A note that is sent again because no answer came is noted once.
    private Guid _id = Guid.CreateVersion7();

    /// <summary>Saves the note under an id; returns whether that worked.</summary>
    [Parameter, EditorRequired]
    public required Func<Guid, string, Task<bool>> Save { get; set; }

    private void Write(string? text) => _body = text ?? "";

    private async Task SendAsync()
    {
        if (_sending || string.IsNullOrWhiteSpace(_body))
        {
            return;
        }

        _sending = true;
        if (await Save(_id, _body.Trim()))
        {
            (_id, _body) = (Guid.CreateVersion7(), "");
        }

        _sending = false;
    }
}
