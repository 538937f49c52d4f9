using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Subscribers;
using StatusPage.Web.Account;

namespace StatusPage.Web.Subscribers;

/// <summary>The subscribers of an organisation as a file, read while it is sent.</summary>
internal static class SubscriberExportEndpoint
{
    public const string Path = "/admin/subscribers.csv";

    public static void MapSubscriberExport(this IEndpointRouteBuilder routes) => routes.MapGet(Path, ExportAsync).RequireAuthorization();

    private static async Task<IResult> ExportAsync(
        HttpContext context, IActors actors, ISubscriberExport export, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = SessionTicket.From(context.User)?.User is { } user
            ? await actors.FindAsync(user, context.Connection.RemoteIpAddress?.ToString(), cancellationToken)
            : null;
        try
        {
            if (actor is null)
            {
                return TypedResults.LocalRedirect("/account/denied");
            }

            var subscribers = await export.BeginAsync(actor, cancellationToken);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Stream(
                stream => SubscriberCsv.WriteAsync(stream, subscribers, cancellationToken),
                "text/csv; charset=utf-8",
                FormattableString.Invariant($"subscribers-{time.GetUtcNow():yyyy-MM-dd}.csv"));
        }
        catch (RuleViolationException)
        {
            return TypedResults.LocalRedirect("/account/denied");
        }
    }
}
