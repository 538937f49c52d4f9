using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Web.Hosting;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Account;

/// <summary>What somebody who is signed in does about themselves: their password, and in which of their organisations they are.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/account").RequireAuthorization().WithMetadata(new RequestSizeLimitAttribute(AccountEndpoints.LargestForm));
        group.MapGet("/password", context => Password(context, 200, problem: null).ExecuteAsync(context));
        group.MapPost("/password", ChangeAsync).RequireRateLimiting(Limits.SignIn);
        group.MapPost("/organization", ChooseAsync);
        group.MapGet("/organization/new", context => New(context, 200, name: null, problem: null).ExecuteAsync(context));
        group.MapPost("/organization/new", CreateAsync);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, IAntiforgery antiforgery, SignIns signIns, IPasswords passwords, CancellationToken cancellationToken)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is not { } form)
        {
            return Password(context, 400, PostedForm.Expired);
        }

        try
        {
            var next = PasswordRule.Checked(form["password"].ToString());
            if (await signIns.WhoAsync(context.User.Identity?.Name ?? "", form["current"].ToString()) is not { } user)
            {
                return Password(context, 401, "The current password is not right; after five wrong ones an account rests for five minutes.");
            }

            await passwords.ChangeAsync(user.UserId, next, context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
            await signIns.SignInAsync(user.UserId);
            return AccountEndpoints.Notice(
                context, 200, "Your password is changed", "You stay signed in here. Everywhere else you have been signed out.", AccountEndpoints.Home, "Back to the board");
        }
        catch (RuleViolationException refusal)
        {
            return Password(context, 400, refusal.Message);
        }
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, IAntiforgery antiforgery, IMemberships memberships, CancellationToken cancellationToken)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is { } form && Me(context) is { } user && Guid.TryParse(form["organization"], out var organization))
        {
            try
            {
                await memberships.ChooseAsync(user, new OrganizationId(organization), cancellationToken);
            }
            catch (NotFoundException)
            {
                return ShellFeature.NotFound(context);
            }
        }

        return TypedResults.LocalRedirect(AccountEndpoints.Home);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, IAntiforgery antiforgery, IActors actors, IOrganizationCommands organizations, CancellationToken cancellationToken)
    {
        if (await PostedForm.ReadAsync(context, antiforgery) is not { } form)
        {
            return New(context, 400, name: null, PostedForm.Expired);
        }

        var name = form["name"].ToString();
        var actor = Me(context) is { } user ? await actors.FindAsync(user, context.Connection.RemoteIpAddress?.ToString(), cancellationToken) : null;
        if (actor is null)
        {
            return TypedResults.LocalRedirect("/account/denied");
        }

        try
        {
            await organizations.CreateAsync(actor, OrganizationId.New(), name, cancellationToken);
            return TypedResults.LocalRedirect(AccountEndpoints.Home);
        }
        catch (RuleViolationException refusal)
        {
            return New(context, 409, name, refusal.Message);
        }
    }

    private static UserId? Me(HttpContext context) => SessionTicket.From(context.User)?.User;

    private static RazorComponentResult Password(HttpContext context, int status, string? problem) =>
        StaticPage.Result<PasswordPage>(context, status, new()
        {
            [nameof(PasswordPage.Email)] = context.User.Identity?.Name ?? "",
            [nameof(PasswordPage.Problem)] = problem,
        });

    private static RazorComponentResult New(HttpContext context, int status, string? name, string? problem) =>
        StaticPage.Result<NewOrganizationPage>(context, status, new()
        {
            [nameof(NewOrganizationPage.Name)] = name,
            [nameof(NewOrganizationPage.Problem)] = problem,
        });
}
