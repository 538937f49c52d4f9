using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Web.Hosting;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Account;

/// <summary>A new password for somebody who has forgotten the old one.</summary>
internal static class PasswordEndpoints
{
    // Looking an account up and writing its link takes time; the answer comes no sooner when there is none.
    private static readonly TimeSpan AnswersAfter = TimeSpan.FromMilliseconds(500);

    public static void MapPasswords(this IEndpointRouteBuilder account)
    {
        account.MapGet("/forgot", context => Forgot(context, 200, email: null, problem: null).ExecuteAsync(context));
        account.MapPost("/forgot", AskAsync).RequireRateLimiting(Limits.Reset);
        account.MapGet("/reset", ShowResetAsync).RequireRateLimiting(Limits.Setup);
        account.MapPost("/reset", ResetAsync).RequireRateLimiting(Limits.SignIn);
    }

    private static async Task<IResult> AskAsync(
        HttpContext context, IAntiforgery antiforgery, IPasswords passwords, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is not { } form)
        {
            return Forgot(context, 400, email: null, PostedForm.Expired);
        }

        var email = form["email"].ToString().Trim();
        if (email.Length == 0)
        {
            return Forgot(context, 400, email, "Type the address with which you sign in.");
        }

        var enough = Task.Delay(AnswersAfter, time, cancellationToken);
        await passwords.AskForResetAsync(email, context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
        await enough;
        return AccountEndpoints.Notice(
            context,
            200,
            "Look into your mail",
            "If there is an account under that address, a link for a new password is on its way. It works once, for an hour. When no mail comes, "
            + "ask whoever runs this installation: they can make such a link too.",
            "/account/login",
            "Back to signing in");
    }

    private static async Task<IResult> ShowResetAsync(HttpContext context, IPasswords passwords, string? token, CancellationToken cancellationToken) =>
        await passwords.FindResetAsync(token ?? "", cancellationToken) is { Works: true } found
            ? Reset(context, 200, token ?? "", found.Email, problem: null)
            : Ended(context);

    private static async Task<IResult> ResetAsync(
        HttpContext context, IAntiforgery antiforgery, IPasswords passwords, SignIns signIns, SessionChecks checks, CancellationToken cancellationToken)
    {
        var form = await PostedForm.ReadAsync(context, antiforgery);
        var token = form?["token"].ToString() ?? "";
        if (form is null || await passwords.FindResetAsync(token, cancellationToken) is not { Works: true } found)
        {
            return Ended(context);
        }

        try
        {
            var user = await passwords.ResetAsync(token, form["password"].ToString(), context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
            checks.Forget();
            await signIns.SignInAsync(user, stay: false);
            return TypedResults.LocalRedirect(AccountEndpoints.Home);
        }
        catch (RuleViolationException refusal)
        {
            return Reset(context, 400, token, found.Email, refusal.Message);
        }
    }

    private static RazorComponentResult Forgot(HttpContext context, int status, string? email, string? problem) =>
        StaticPage.Result<ForgotPage>(context, status, new() { [nameof(ForgotPage.Email)] = email, [nameof(ForgotPage.Problem)] = problem });

    private static RazorComponentResult Reset(HttpContext context, int status, string token, string email, string? problem) =>
        StaticPage.Result<ResetPage>(context, status, new()
        {
            [nameof(ResetPage.Token)] = token,
            [nameof(ResetPage.Email)] = email,
            [nameof(ResetPage.Problem)] = problem,
        });

    private static RazorComponentResult Ended(HttpContext context) => AccountEndpoints.Notice(
        context,
        410,
        "This link does not work any more",
        "A link for a new password works once and for an hour, and only the latest one that was asked for, until the password has changed.",
        "/account/forgot",
        "Ask for a new one");
}
