namespace StatusPage.Core.Monitors;

/// <summary>What somebody wants of a secret that they cannot read: to leave it as it is, to put another in its place, or to have none.</summary>
public readonly record struct TypedSecret
{
    private TypedSecret(bool isKept, string? text)
    {
        (IsKept, Text) = (isKept, text);
    }

    public static TypedSecret None => default;

    public static TypedSecret Kept => new(isKept: true, text: null);

    /// <summary>Whatever is set now stays.</summary>
    public bool IsKept { get; }

    /// <summary>The new one; null where there is to be none, or where it stays.</summary>
    public string? Text { get; }

    public static TypedSecret Of(string text) => new(isKept: false, text);

    // Of a record it would print the text.
    public override string ToString() => IsKept ? "(kept)" : Text is null ? "(none)" : "(new)";
}
