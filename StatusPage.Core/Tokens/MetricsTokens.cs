using StatusPage.Core.Persistence;

namespace StatusPage.Core.Tokens;

public enum MetricsAnswer
{
    Allowed,
    Refused,

    /// <summary>The database that knows the tokens does not answer.</summary>
    NotNow,
}

/// <summary>Who may read the metrics from elsewhere: whoever sends a token with that scope.</summary>
public sealed class MetricsTokens(ITokens tokens)
{
    private const string Scheme = "Bearer ";

    /// <param name="authorization">The header's value; null when there is none.</param>
    public async Task<MetricsAnswer> MayAsync(string? authorization, string? address, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return MetricsAnswer.Refused;
        }

        try
        {
            var found = await tokens.FindAsync(authorization[Scheme.Length..].Trim(), address, cancellationToken);
            return found is { Scopes.Metrics: true } ? MetricsAnswer.Allowed : MetricsAnswer.Refused;
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            return MetricsAnswer.NotNow;
        }
    }
}
