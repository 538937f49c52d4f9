using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>One HTTP check from its first request to what is wrong with the last answer.</summary>
internal sealed class HttpCheck : IDisposable
{
    private const int MostRedirects = 5;

    private readonly ProbeTarget _target;
    private readonly SentParts _parts;
    private readonly PhaseClock _clock;
    private readonly HttpMessageInvoker _client;

    public HttpCheck(GuardedHttp http, ProbeTarget target, SentParts parts, PhaseClock clock)
    {
        (_target, _parts, _clock) = (target, parts, clock);
        _client = new HttpMessageInvoker(http.NewHandler(target.Timeout, clock), disposeHandler: true);
        Address = new Uri(target.Target);
    }

    /// <summary>The address that is being asked, which redirects change.</summary>
    public Uri Address { get; private set; }

    public bool IsRedirected { get; private set; }

    /// <summary>The headers of the current answer have come.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Null when the answer is what was expected.</summary>
    public async Task<HttpFault?> RunAsync(CancellationToken cancellationToken)
    {
        var method = new HttpMethod(_target.Http.Method);
        for (var redirects = 0; ; redirects++)
        {
            HasAnswer = false;
            using var request = NewRequest(method);
            using var response = await _client.SendAsync(request, cancellationToken);
            HasAnswer = true;
            _clock.BeginRead();
            if (!_target.Http.FollowRedirects || !IsRedirect(response))
            {
                return await WrongWithAsync(response, method, cancellationToken);
            }

            if (redirects == MostRedirects)
            {
                return new HttpFault(ProbeReason.TooManyRedirects, $"more than {MostRedirects} redirects");
            }

            if (Follow(response) is { } fault)
            {
                return fault;
            }

            method = MethodAfter(response.StatusCode, method);
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage NewRequest(HttpMethod method)
    {
        var request = GuardedHttp.NewRequest(method, Address);
        request.Headers.TryAddWithoutValidation("User-Agent", "StatusPage/1.0");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        if (method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch)
        {
            // Many servers refuse these methods unless a length is said, be it 0.
            request.Content = new ByteArrayContent([]);
        }

        _parts.AddTo(request, new Uri(_target.Target));
        return request;
    }

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.NonValidated.Contains("Location");

    private HttpFault? Follow(HttpResponseMessage response)
    {
        var location = response.Headers.NonValidated["Location"].ToString();
        if (!Uri.TryCreate(Address, location, out var next))
        {
            return new HttpFault(ProbeReason.ProtocolError, $"redirected to \"{location}\", which is not an address");
        }

        if (next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps)
        {
            return new HttpFault(ProbeReason.ProtocolError, $"redirected to {next.Scheme}:, which is neither http nor https");
        }

        try
        {
            var address = new Uri(MonitorTarget.Http(next.AbsoluteUri));
            if (Address.Scheme == Uri.UriSchemeHttps && address.Scheme == Uri.UriSchemeHttp)
            {
                Activity.Current?.SetTag("probe.left_https", value: true);
            }

            Address = address;
            IsRedirected = true;
            return null;
        }
        catch (RuleViolationException refusal)
        {
            return new HttpFault(ProbeReason.ProtocolError, $"redirected to an address that is not followed: {refusal.Message}");
        }
    }

    // As browsers do: 303 always asks with GET, and after 301 and 302 a POST becomes one.
    private static HttpMethod MethodAfter(HttpStatusCode status, HttpMethod method) => status switch
    {
        HttpStatusCode.SeeOther when method != HttpMethod.Head => HttpMethod.Get,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found when method == HttpMethod.Post => HttpMethod.Get,
        _ => method,
    };

    private async Task<HttpFault?> WrongWithAsync(HttpResponseMessage response, HttpMethod method, CancellationToken cancellationToken)
    {
        var settings = _target.Http;
        var status = (int)response.StatusCode;
        if (!StatusRanges.Parse(settings.ExpectedStatus).Contain(status))
        {
            var came = $"{status} {ReasonPhrases.GetReasonPhrase(status)}".TrimEnd();
            return new HttpFault(ProbeReason.UnexpectedStatus, $"expected {settings.ExpectedStatus}, got {came}");
        }

        if (method == HttpMethod.Head || (settings.Contains is null && settings.NotContains is null))
        {
            return null;
        }

        var body = await BodyText.ReadAsync(response.Content, cancellationToken);
        if (settings.Contains is { } wanted && !body.Contains(wanted, StringComparison.Ordinal))
        {
            return new HttpFault(ProbeReason.UnexpectedContent, $"the answer does not contain \"{wanted}\"");
        }

        return settings.NotContains is { } unwanted && body.Contains(unwanted, StringComparison.Ordinal)
            ? new HttpFault(ProbeReason.UnexpectedContent, $"the answer contains \"{unwanted}\"")
            : null;
    }
}
