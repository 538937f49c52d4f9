namespace StatusPage.Web.Organizations;

/// <summary>What the organisation is about to be called. What somebody else calls it meanwhile is shown and takes nothing away that was typed.</summary>
public sealed class RenameDraft
{
    private string? _typed;
    private string _begunWith = "";

    /// <summary>As it is called now.</summary>
    public string Current { get; private set; } = "";

    public string Name
    {
        get => _typed ?? Current;
        set
        {
            _begunWith = _typed is null ? Current : _begunWith;
            _typed = value == Current ? null : value;
        }
    }

    public string? Problem => string.IsNullOrWhiteSpace(Name) ? "Type the organisation's name." : null;

    public bool IsReady => Problem is null && Name.Trim() != Current;

    /// <summary>Whether somebody else has renamed it since the typing began.</summary>
    public bool IsOvertaken => _typed is not null && _begunWith != Current;

    public void Stand(string name)
    {
        Current = name;
        _typed = _typed?.Trim() == name ? null : _typed;
    }
}
