using StatusPage.Core.Tokens;

namespace StatusPage.Web.Tokens;

/// <summary>A token that somebody is about to make.</summary>
public sealed class TokenDraft
{
    public ApiTokenId Id { get; private set; } = ApiTokenId.New();

    public string Name { get; set; } = "";

    public bool Read { get; set; } = true;

    public bool Write { get; set; }

    public bool Metrics { get; set; }

    /// <summary>Null: it does not end.</summary>
    public int? Days { get; set; } = 90;

    public bool WasSent { get; set; }

    public string? NameProblem => Name.Trim().Length == 0 ? "Say what will use it, so that you know later whether it is still needed." : null;

    public string? ScopeProblem => new TokenScopes(Read, Write, Metrics).IsEmpty ? "Choose at least one thing that it may do." : null;

    public bool IsComplete => NameProblem is null && ScopeProblem is null;

    public NewToken ToToken(DateTimeOffset now) => new(Id, Name.Trim(), new TokenScopes(Read, Write, Metrics), Days is { } days ? now.AddDays(days) : null);

    public void Clear() => (Id, Name, WasSent) = (ApiTokenId.New(), "", false);
}
