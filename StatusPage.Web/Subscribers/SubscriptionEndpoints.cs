using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StatusPage.Core;
using StatusPage.Core.Notifications;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;
using StatusPage.Web.Hosting;
using StatusPage.Web.Live;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Subscribers;

/// <summary>
/// Where visitors subscribe, and where the links in mails lead. Forms without script or cookies: what is shown by GET happens by POST only,
/// since programs follow the links of mails before people do.
/// </summary>
internal static class SubscriptionEndpoints
{
    /// <summary>Of the form below a page's root.</summary>
    public const string Subscribe = "subscribe";

    private const int LargestForm = 64 * 1024;

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LargestForm)).AddEndpointFilter(PolitelyAsync);
        foreach (var path in new[] { $"/{Subscribe}", $"/s/{{slug}}/{Subscribe}" })
        {
            group.MapGet(path, ShowFormAsync);
            group.MapPost(path, RequestAsync).RequireRateLimiting(Limits.Subscribe);
        }

        group.MapGet("/subscription/confirm", (HttpContext context, ISubscriptions subscriptions, string? key) => ShowAsync(context, subscriptions, SubscriberKey.Confirm, key));
        group.MapPost("/subscription/confirm", ConfirmAsync);
        group.MapGet("/subscription/manage", (HttpContext context, ISubscriptions subscriptions, string? key) => ShowAsync(context, subscriptions, SubscriberKey.Manage, key));
        group.MapPost("/subscription/manage", ManageAsync);
        group.MapGet("/subscription/unsubscribe", (HttpContext context, ISubscriptions subscriptions, string? key) => ShowAsync(context, subscriptions, SubscriberKey.Unsubscribe, key));

        // Mail providers come here for their users (RFC 8058), all from a few addresses: no limit stands in the way of leaving.
        group.MapPost("/subscription/unsubscribe", UnsubscribeAsync);
    }

    private static async ValueTask<object?> PolitelyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;

        // The key in an address is nobody else's business; own forms still say where they come from.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        if (!context.RequestServices.GetRequiredService<DatabaseReadiness>().IsReady)
        {
            return Away(context);
        }

        try
        {
            return await next(invocation);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure) && !context.RequestAborted.IsCancellationRequested)
        {
            return Away(context);
        }
    }

    private static async Task<IResult> ShowFormAsync(HttpContext context, ISubscriptions subscriptions, MailOptions mail, string? slug) =>
        await PageAsync(context, subscriptions, mail, slug) is { } page ? Form(context, 200, page, new SubscriptionForm(), problem: null) : NoForm(context);

    private static async Task<IResult> RequestAsync(HttpContext context, ISubscriptions subscriptions, MailOptions mail, string? slug)
    {
        if (await PageAsync(context, subscriptions, mail, slug) is not { } page)
        {
            return NoForm(context);
        }

        if (!SocketOrigin.IsOwnForm(context.Request) || await SubscriptionForm.ReadAsync(context) is not { } form)
        {
            return Form(context, 400, page, new SubscriptionForm(), "This form came from elsewhere. Please send it again from here.");
        }

        try
        {
            await subscriptions.RequestAsync(page.Id, form.Address, form.Chosen, context.RequestAborted);
            return Notice(
                context, 200, page, "Look into your inbox",
                $"If {form.Address.Trim()} can be subscribed, a mail with a link is on its way there. Open the link and press the button, and you are told what happens.");
        }
        catch (RuleViolationException refusal)
        {
            return Form(context, 400, page, form, refusal.Message);
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ISubscriptions subscriptions, SubscriberKey kind, string? key)
    {
        if (key is null || await subscriptions.FindAsync(kind, key, context.RequestAborted) is not { } found)
        {
            return NoKey(context);
        }

        return (kind, found.State) switch
        {
            (SubscriberKey.Confirm, SubscriberState.Confirmed) => Confirmed(context, found),
            (SubscriberKey.Unsubscribe or SubscriberKey.Manage, SubscriberState.Unsubscribed) => Left(context, found),
            (SubscriberKey.Manage, _) => Manage(context, 200, found, problem: null, isSaved: false),
            (SubscriberKey.Confirm, _) => Button(
                context, found, "Confirm your subscription", $"Press the button, and {found.Page.Name} mails {found.Address} when something happens.", "Confirm"),
            (SubscriberKey.Unsubscribe, _) => Button(
                context, found, "Unsubscribe", $"Press the button, and {found.Address} gets no more mails from {found.Page.Name}.", "Unsubscribe"),
        };
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, ISubscriptions subscriptions, string? key) =>
        key is not null && await subscriptions.ConfirmAsync(key, context.RequestAborted) && await subscriptions.FindAsync(SubscriberKey.Confirm, key, context.RequestAborted) is { } found
            ? Confirmed(context, found)
            : NoKey(context);

    private static async Task<IResult> UnsubscribeAsync(HttpContext context, ISubscriptions subscriptions, string? key) =>
        key is not null && await subscriptions.LeaveAsync(SubscriberKey.Unsubscribe, key, context.RequestAborted)
            && await subscriptions.FindAsync(SubscriberKey.Unsubscribe, key, context.RequestAborted) is { } found
            ? Left(context, found)
            : NoKey(context);

    private static async Task<IResult> ManageAsync(HttpContext context, ISubscriptions subscriptions, string? key)
    {
        if (key is null || await SubscriptionForm.ReadAsync(context) is not { } form || await subscriptions.FindAsync(SubscriberKey.Manage, key, context.RequestAborted) is not { } found)
        {
            return NoKey(context);
        }

        if (form.Leaves)
        {
            await subscriptions.LeaveAsync(SubscriberKey.Manage, key, context.RequestAborted);
            return Left(context, found);
        }

        try
        {
            await subscriptions.ChangeAsync(key, form.Chosen, context.RequestAborted);
            return Manage(context, 200, found with { Followed = form.Chosen }, problem: null, isSaved: true);
        }
        catch (RuleViolationException refusal)
        {
            return Manage(context, 400, found with { Followed = form.Chosen }, refusal.Message, isSaved: false);
        }
    }

    private static async Task<SubscribablePage?> PageAsync(HttpContext context, ISubscriptions subscriptions, MailOptions mail, string? slug) =>
        mail.IsOn ? await subscriptions.PageAsync(slug, context.RequestAborted) : null;

    private static RazorComponentResult Form(HttpContext context, int status, SubscribablePage page, SubscriptionForm form, string? problem) =>
        StaticPage.Result<SubscribePage>(context, status, new()
        {
            [nameof(SubscribePage.Page)] = page,
            [nameof(SubscribePage.Form)] = form,
            [nameof(SubscribePage.Problem)] = problem,
            [nameof(SubscribePage.Action)] = context.Request.Path.Value,
        });

    private static RazorComponentResult Manage(HttpContext context, int status, OwnSubscription own, string? problem, bool isSaved) =>
        StaticPage.Result<ManagePage>(context, status, new()
        {
            [nameof(ManagePage.Own)] = own,
            [nameof(ManagePage.Problem)] = problem,
            [nameof(ManagePage.IsSaved)] = isSaved,
        });

    private static RazorComponentResult Button(HttpContext context, OwnSubscription own, string title, string text, string button) =>
        StaticPage.Result<ButtonPage>(context, 200, new()
        {
            [nameof(ButtonPage.Page)] = own.Page,
            [nameof(ButtonPage.Title)] = title,
            [nameof(ButtonPage.Text)] = text,
            [nameof(ButtonPage.Button)] = button,
        });

    private static RazorComponentResult Confirmed(HttpContext context, OwnSubscription own) => Notice(
        context, 200, own.Page, "You are subscribed", $"{own.Address} gets a mail when something happens. Each mail has a link to change that or to leave.");

    private static RazorComponentResult Left(HttpContext context, OwnSubscription own) => Notice(
        context, 200, own.Page, "You are unsubscribed", $"{own.Address} gets no more mails from {own.Page.Name}.");

    private static RazorComponentResult Notice(HttpContext context, int status, SubscribablePage page, string title, string text) =>
        StaticPage.Result<NoticePage>(context, status, new()
        {
            [nameof(NoticePage.Title)] = title,
            [nameof(NoticePage.Text)] = text,
            [nameof(NoticePage.Brand)] = page.Name,
            [nameof(NoticePage.Link)] = $"/s/{page.Slug}",
            [nameof(NoticePage.LinkText)] = "To the status page",
        });

    private static RazorComponentResult NoForm(HttpContext context) => StaticPage.Result<NoticePage>(context, 404, new()
    {
        [nameof(NoticePage.Title)] = "No subscriptions here",
        [nameof(NoticePage.Text)] = "There is no status page at this address, or it sends no mail.",
        [nameof(NoticePage.Brand)] = "Status",
    });

    private static RazorComponentResult NoKey(HttpContext context) => StaticPage.Result<NoticePage>(context, 404, new()
    {
        [nameof(NoticePage.Title)] = "This link is of no use any more",
        [nameof(NoticePage.Text)] = "It may be old, incomplete or from before you left. The latest mail has a link that works; you can also subscribe again on the status page.",
        [nameof(NoticePage.Brand)] = "Status",
    });

    private static RazorComponentResult Away(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "30";
        return StaticPage.Result<NoticePage>(context, StatusCodes.Status503ServiceUnavailable, new()
        {
            [nameof(NoticePage.Title)] = "Not at the moment",
            [nameof(NoticePage.Text)] = "Subscriptions cannot be changed right now. Nothing was saved; please try again in a minute.",
            [nameof(NoticePage.Brand)] = "Status",
        });
    }
}
