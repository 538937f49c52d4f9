using System.Text;
using Microsoft.AspNetCore.SignalR;
using StatusPage.Core.Live;
using StatusPage.Web.Draining;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Serving;

/// <summary>Public pages: kept current, served and pushed.</summary>
internal static class ServingFeature
{
    private const long LargestMessage = 1024;

    private static readonly SnapshotFile Script =
        SnapshotFile.From("text/javascript; charset=utf-8", Encoding.UTF8.GetString(PageScript.Bytes.Span));

    /// <param name="withRedis">Whether nodes share their snapshots and tell each other of them through it.</param>
    public static IServiceCollection AddServing(this IServiceCollection services, bool withRedis = false)
    {
        // For this hub alone: the staff side's circuits send larger messages over theirs.
        services.AddSignalR().AddHubOptions<StatusHub>(options =>
        {
            options.MaximumReceiveMessageSize = LargestMessage;
            options.KeepAliveInterval = TimeSpan.FromSeconds(15);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
            options.AddFilter<HubFailures>();
        });
        services.AddSingleton<HubFailures>().AddLogging(logging => logging.AddFilter(HubFailures.LoggedByItself, LogLevel.None));
        return services
            .AddShared(withRedis)
            .AddSingleton<SnapshotHtml>()
            .AddSingleton<SnapshotRenderer>()
            .AddSingleton<SnapshotShelf>()
            .AddSingleton<SnapshotDisk>()
            .AddSingleton<SnapshotPush>()
            .AddSingleton<PageUpkeep>()
            .AddSingleton<OpenViewers>()
            .AddSingleton<IMovable>(provider => provider.GetRequiredService<OpenViewers>())
            .AddHostedService<SnapshotKeeper>();
    }

    private static IServiceCollection AddShared(this IServiceCollection services, bool withRedis) => withRedis
        ? services
            .AddSingleton<RedisSnapshots>()
            .AddSingleton<ISharedSnapshots>(provider => provider.GetRequiredService<RedisSnapshots>())
            .AddSingleton<IRedisUser>(provider => provider.GetRequiredService<RedisSnapshots>())
            .AddSingleton<IRedisUser, StatusBackplane>()
        : services.AddSingleton<ISharedSnapshots, NoSharedSnapshots>();

    /// <summary>Belongs before everything that looks at who is asking.</summary>
    public static void UsePublicPages(this WebApplication app) => app.UseMiddleware<PublicPageMiddleware>();

    public static void MapServing(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<StatusHub>("/hubs/status").AllowAnonymous();
        routes.MapMethods(PageScript.Url, [HttpMethods.Get, HttpMethods.Head], SendScriptAsync).AllowAnonymous();
    }

    // The address carries the content's hash, so whoever has it never has to ask again.
    private static Task SendScriptAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.Vary = "Accept-Encoding";
        return SnapshotResponse.SendAsync(http, Script, ContentEncodings.Best(http.Request.Headers.AcceptEncoding));
    }
}
