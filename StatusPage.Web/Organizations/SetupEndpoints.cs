using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Web.Account;
using StatusPage.Web.Hosting;
using StatusPage.Web.Serving;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Organizations;

/// <summary>The first run: three questions for whoever has the code from the console.</summary>
internal static class SetupEndpoints
{
    private const string Welcome = "/account/welcome";
    private const int LargestForm = 32 * 1024;

    /// <summary>How long whoever has set it up waits for the page that was asked for.</summary>
    internal static readonly TimeSpan PageComesWithin = TimeSpan.FromSeconds(5);

    public static void AddSetup(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SetupState>();
        services.AddSingleton(UnattendedSetup.From(configuration));
        services.AddHostedService<FirstWords>();
    }

    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/setup").AllowAnonymous().RequireRateLimiting(Limits.Setup)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        group.MapGet("", ShowAsync);
        group.MapPost("", RunAsync);
        routes.MapGet("/", ShowFrontAsync).AllowAnonymous();
        routes.MapGet(Welcome, ShowWelcome);
    }

    private static async Task<IResult> ShowFrontAsync(HttpContext context, SetupState state, CancellationToken cancellationToken)
    {
        if (await state.IsDoneAsync(cancellationToken))
        {
            return TypedResults.LocalRedirect("/admin");
        }

        return StaticPage.Result<NoticePage>(context, 200, new()
        {
            [nameof(NoticePage.Title)] = "Almost there",
            [nameof(NoticePage.Text)] = "This status page has not been set up yet. Whoever started it finds a link on the console: a line that begins with “Setup:”.",
            [nameof(NoticePage.Link)] = "/setup",
            [nameof(NoticePage.LinkText)] = "I have the code",
        });
    }

    private static async Task<IResult> ShowAsync(HttpContext context, SetupState state, string? code, CancellationToken cancellationToken)
    {
        if (await state.IsDoneAsync(cancellationToken))
        {
            return ShellFeature.NotFound(context);
        }

        return await state.IsCodeAsync(code, cancellationToken) ? Form(context, 200, code!, new SetupForm(), problem: null) : AskForCode(context, code);
    }

    private static async Task<IResult> RunAsync(
        HttpContext context,
        IAntiforgery antiforgery,
        SetupState state,
        ISetup setup,
        NodeOptions node,
        EgressPolicy policy,
        SignIns signIns,
        SnapshotShelf shelf,
        CancellationToken cancellationToken)
    {
        var posted = await PostedForm.ReadAsync(context, antiforgery);
        if (await state.IsDoneAsync(cancellationToken))
        {
            return posted is null ? ShellFeature.NotFound(context) : TooLate(context);
        }

        var code = posted?["code"].ToString();
        if (posted is null || !await state.IsCodeAsync(code, cancellationToken))
        {
            return AskForCode(context, code);
        }

        var form = SetupForm.From(posted);
        if (!form.Check(policy))
        {
            return Form(context, 400, code!, form, problem: null);
        }

        try
        {
            var here = node.PublicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}";
            var done = await setup.RunAsync(code!, form.ToRequest(), here, cancellationToken);
            state.MarkDone();
            await signIns.SignInAsync(done.OwnerId);

            // The next thing that is clicked is the new page; it should be there.
            await shelf.WaitForAsync(done.PageId, PageComesWithin, cancellationToken);
            return TypedResults.LocalRedirect($"{Welcome}?page={done.Slug}");
        }
        catch (RuleViolationException refusal)
        {
            return await setup.PendingCodeAsync(cancellationToken) is null ? TooLate(context) : Form(context, 409, code!, form, refusal.Message);
        }
    }

    private static RazorComponentResult ShowWelcome(HttpContext context, string? page)
    {
        try
        {
            return StaticPage.Result<WelcomePage>(context, 200, new()
            {
                [nameof(WelcomePage.Slug)] = PageSlug.Checked(page),
                [nameof(WelcomePage.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}",
            });
        }
        catch (RuleViolationException)
        {
            return ShellFeature.NotFound(context);
        }
    }

    private static RazorComponentResult Form(HttpContext context, int status, string code, SetupForm form, string? problem) =>
        StaticPage.Result<SetupPage>(context, status, new()
        {
            [nameof(SetupPage.Code)] = code,
            [nameof(SetupPage.Form)] = form,
            [nameof(SetupPage.Problem)] = problem,
            [nameof(SetupPage.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}",
        });

    private static RazorComponentResult AskForCode(HttpContext context, string? tried) =>
        StaticPage.Result<SetupCodePage>(context, 403, new() { [nameof(SetupCodePage.WasWrong)] = !string.IsNullOrEmpty(tried) });

    private static RazorComponentResult TooLate(HttpContext context) => StaticPage.Result<NoticePage>(context, 409, new()
    {
        [nameof(NoticePage.Title)] = "Somebody was first",
        [nameof(NoticePage.Text)] = "This installation has just been set up by somebody else. Nothing of what you typed was kept.",
        [nameof(NoticePage.Link)] = "/account/login",
        [nameof(NoticePage.LinkText)] = "Sign in",
    });
}
