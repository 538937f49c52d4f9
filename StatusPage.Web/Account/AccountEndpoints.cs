using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StatusPage.Web.Hosting;
using StatusPage.Web.Organizations;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Account;

/// <summary>Signing in and out. Forms of their own, without a circuit: only a plain response can set the cookie.</summary>
internal static class AccountEndpoints
{
    public const string ReturnUrl = "returnUrl";

    public const string Home = "/admin";
    public const int LargestForm = 16 * 1024;

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/account").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        group.MapGet("/login", ShowLoginAsync);
        group.MapPost("/login", LogInAsync).RequireRateLimiting(Limits.SignIn);
        group.MapGet("/logout", () => TypedResults.LocalRedirect(Home));
        group.MapPost("/logout", LogOutAsync);
        group.MapGet("/denied", ShowDenied);
        group.MapPasswords();
        group.MapJoining();
        routes.MapOwnAccount();
    }

    /// <summary>An address of this site, or the board: nobody is sent elsewhere after signing in.</summary>
    public static string Local(string? address) => address is ['/', ..] and not ['/', '/' or '\\', ..] && address.All(IsOfHeader) ? address : Home;

    private static async Task<IResult> ShowLoginAsync(HttpContext context, SetupState setup, string? returnUrl, CancellationToken cancellationToken)
    {
        if (!await setup.IsDoneAsync(cancellationToken))
        {
            return TypedResults.LocalRedirect("/");
        }

        return context.User.Identity?.IsAuthenticated is true
            ? TypedResults.LocalRedirect(Local(returnUrl))
            : Login(context, 200, returnUrl, email: null, stay: true, problem: null);
    }

    private static async Task<IResult> LogInAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is not { } form)
        {
            return Login(context, 400, returnUrl: null, email: null, stay: true, PostedForm.Expired);
        }

        var (email, password, returnUrl) = (form["email"].ToString().Trim(), form["password"].ToString(), form[ReturnUrl].ToString());
        var stay = form["stay"] == "on";
        if (email.Length == 0 || password.Length == 0)
        {
            return Login(context, 400, returnUrl, email, stay, "Type your e-mail address and your password.");
        }

        return await signIns.TryAsync(email, password, stay)
            ? TypedResults.LocalRedirect(Local(returnUrl))
            : Login(context, 401, returnUrl, email, stay, "That did not work. Check the address and the password; after five wrong passwords an account rests for five minutes.");
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is null)
        {
            return Notice(context, 400, "Not signed out", PostedForm.Expired, Home, "Back to the board");
        }

        await signIns.SignOutAsync();
        return TypedResults.LocalRedirect("/account/login");
    }

    private static RazorComponentResult ShowDenied(HttpContext context) => Notice(
        context, 403, "No access", "Your account is not a member of an organisation here, or may not see this. Ask whoever manages it.", Home, "Try again");

    private static RazorComponentResult Login(HttpContext context, int status, string? returnUrl, string? email, bool stay, string? problem) =>
        StaticPage.Result<LoginPage>(context, status, new()
        {
            [nameof(LoginPage.Email)] = email,
            [nameof(LoginPage.ReturnUrl)] = Local(returnUrl),
            [nameof(LoginPage.Stay)] = stay,
            [nameof(LoginPage.Problem)] = problem,
            [nameof(LoginPage.InTheClear)] = !context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host),
        });

    public static RazorComponentResult Notice(HttpContext context, int status, string title, string text, string link, string linkText) =>
        StaticPage.Result<NoticePage>(context, status, new()
        {
            [nameof(NoticePage.Title)] = title,
            [nameof(NoticePage.Text)] = text,
            [nameof(NoticePage.Link)] = link,
            [nameof(NoticePage.LinkText)] = linkText,
        });

    // A header takes nothing else; what a browser was sent here from is encoded already.
    private static bool IsOfHeader(char character) => character is > ' ' and < '\x7f';

    private static bool IsThisMachine(string host) => host is "localhost" or "[::1]" || host.StartsWith("127.", StringComparison.Ordinal);
}
