using StatusPage.Core;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>What an HTTP check sends and expects, as it is typed.</summary>
public sealed class RequestDraft
{
    public static readonly IReadOnlyList<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public string Method { get; set; } = "GET";

    public string ExpectedStatus { get; set; } = "2xx";

    public string Contains { get; set; } = "";

    public string NotContains { get; set; } = "";

    public bool FollowRedirects { get; set; } = true;

    public IList<HeaderDraft> Headers { get; } = [];

    /// <summary>A body is set that nobody reads again, and it stays.</summary>
    public bool KeepsBody { get; set; }

    /// <summary>A new one; counts unless the one that is set stays.</summary>
    public string Body { get; set; } = "";

    public string? ExpectedProblem
    {
        get
        {
            try
            {
                StatusRanges.Parse(ExpectedStatus);
                return null;
            }
            catch (RuleViolationException refusal)
            {
                return refusal.Message;
            }
        }
    }

    public string? Problem => ExpectedProblem ?? PartsProblem;

    public string? PartsProblem
    {
        get
        {
            try
            {
                new RequestParts([.. Sent.Select(header => (header.Name.Trim(), header.IsKept ? "" : header.Value))], KeepsBody ? null : Body).Checked();
                return null;
            }
            catch (RuleViolationException refusal)
            {
                return refusal.Message;
            }
        }
    }

    // A line that was added and not written in is no header yet.
    private IEnumerable<HeaderDraft> Sent => Headers.Where(header => header.IsKept || header.Name.Trim().Length > 0 || header.Value.Length > 0);

    public static RequestDraft From(HttpDetails http)
    {
        var draft = new RequestDraft
        {
            Method = http.Method,
            ExpectedStatus = http.ExpectedStatus,
            Contains = http.Contains ?? "",
            NotContains = http.NotContains ?? "",
            FollowRedirects = http.FollowRedirects,
            KeepsBody = http.HasBody,
        };
        foreach (var name in http.HeaderNames)
        {
            draft.Headers.Add(new HeaderDraft { Name = name, IsKept = true });
        }

        return draft;
    }

    internal static RequestDraft From(KeptRequest kept)
    {
        var draft = new RequestDraft
        {
            Method = Methods.Contains(kept.Method) ? kept.Method : Methods[0],
            ExpectedStatus = kept.ExpectedStatus,
            Contains = kept.Contains,
            NotContains = kept.NotContains,
            FollowRedirects = kept.FollowRedirects,
            KeepsBody = kept.KeepsBody,
            Body = kept.Body,
        };
        foreach (var header in kept.Headers)
        {
            draft.Headers.Add(new HeaderDraft { Name = header.Name, Value = header.Value, IsKept = header.IsKept });
        }

        return draft;
    }

    internal KeptRequest Keep() => new(
        Method,
        ExpectedStatus,
        Contains,
        NotContains,
        FollowRedirects,
        [.. Headers.Select(header => new KeptHeader(header.Name, header.Value, header.IsKept))],
        KeepsBody,
        Body);

    public TypedHttp ToHttp() => new(
        Method,
        ExpectedStatus.Trim(),
        Contains,
        NotContains,
        FollowRedirects,
        [.. Sent.Select(header => new TypedHeader(header.Name.Trim(), header.IsKept ? TypedSecret.Kept : TypedSecret.Of(header.Value)))],
        KeepsBody ? TypedSecret.Kept : Body.Length > 0 ? TypedSecret.Of(Body) : TypedSecret.None);
}

/// <summary>A header that is sent. The value of one that is set nobody reads again; it stays or is replaced.</summary>
public sealed class HeaderDraft
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public bool IsKept { get; set; }
}
