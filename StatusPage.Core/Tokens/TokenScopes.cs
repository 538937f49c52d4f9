namespace StatusPage.Core.Tokens;

/// <summary>What a token is good for. Whoever may write may read as well; metrics are a matter of their own.</summary>
public sealed record TokenScopes(bool Read, bool Write, bool Metrics)
{
    public static readonly TokenScopes All = new(Read: true, Write: true, Metrics: true);

    public bool IsEmpty => this is { Read: false, Write: false, Metrics: false };

    public bool MayRead => Read || Write;

    /// <summary>The words of the API: <c>read</c>, <c>write</c>, <c>metrics</c>.</summary>
    public IReadOnlyList<string> Words => [.. new[] { Read ? "read" : null, Write ? "write" : null, Metrics ? "metrics" : null }.OfType<string>()];
}
