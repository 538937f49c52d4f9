using System.Text;
using StatusPage.Core.Monitors;
using StatusPage.Core.Secrets;

namespace StatusPage.Jobs.Probing;

/// <summary>The headers and the body of one check, readable for as long as it lasts.</summary>
internal sealed class SentParts
{
    private readonly IReadOnlyList<(string Name, string Value)> _headers;
    private readonly byte[]? _body;

    private SentParts(IReadOnlyList<(string Name, string Value)> headers, byte[]? body)
    {
        (_headers, _body) = (headers, body);
    }

    /// <exception cref="SecretLostException">One of them cannot be read here and now.</exception>
    public static SentParts From(HttpSettings http, ISecrets secrets) => new(
        [.. (http.Headers ?? []).Select(header => (header.Name, secrets.Reveal(RequestParts.Purpose, header.Value)))],
        http.Body is { } body ? Encoding.UTF8.GetBytes(secrets.Reveal(RequestParts.Purpose, body)) : null);

    /// <summary>Adds them, unless the request has been redirected away from <paramref name="target"/>'s scheme, host and port.</summary>
    public void AddTo(HttpRequestMessage request, Uri target)
    {
        if (request.RequestUri is not { } address
            || Uri.Compare(address, target, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return;
        }

        if (_body is not null && request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            request.Content = new ByteArrayContent(_body);
        }

        // In place of the check's own, not beside them.
        foreach (var own in request.Headers.Select(header => header.Key).Where(own => _headers.Any(header => header.Name.Equals(own, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            request.Headers.Remove(own);
        }

        foreach (var (name, value) in _headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
