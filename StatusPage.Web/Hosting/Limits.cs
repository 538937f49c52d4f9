using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Hosting;

/// <summary>How often one address may try what could be guessed.</summary>
internal static class Limits
{
    public const string SignIn = "sign-in";
    public const string Setup = "setup";
    public const string Reset = "reset";
    public const string Subscribe = "subscribe";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(SignIn, context => PerAddress(context, 10));
        options.AddPolicy(Reset, context => PerAddress(context, 5));
        options.AddPolicy(Setup, context => PerAddress(context, 30));
        options.AddPolicy(Subscribe, context => PerAddress(context, 10));
        options.OnRejected = async (rejected, _) => await SayWhenAsync(rejected.HttpContext, rejected.Lease);
    });

    private static RateLimitPartition<string> PerAddress(HttpContext context, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        Partition(context.Connection.RemoteIpAddress),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 });

    // One line of a provider owns a whole /64 of IPv6 addresses.
    private static string Partition(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };

    private static Task SayWhenAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return StaticPage.ShowAsync<NoticePage>(context, StatusCodes.Status429TooManyRequests, new()
        {
            [nameof(NoticePage.Title)] = "Too many attempts",
            [nameof(NoticePage.Text)] = $"Please wait {seconds} seconds, then try again.",
            [nameof(NoticePage.Link)] = context.Request.Path.Value,
            [nameof(NoticePage.LinkText)] = "Try again",
        });
    }
}
