using System.Threading.RateLimiting;

namespace StatusPage.Web.Draining;

/// <summary>
/// How many sockets a second a node takes. After the loss of a node all its viewers come to the others: whoever is too much at this moment
/// comes again a little later, and pages are served meanwhile.
/// </summary>
internal sealed class ArrivalRate : IDisposable
{
    private const int Parts = 5;

    private readonly TokenBucketRateLimiter _limiter;

    public ArrivalRate()
        : this(perSecond: 2000)
    {
    }

    public ArrivalRate(int perSecond) => _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / Parts),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Parts,
        QueueLimit = 0,
    });

    public bool TryTake()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
