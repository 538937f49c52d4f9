using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using StatusPage.Core;
using StatusPage.Core.Organizations;
using StatusPage.Web.Account;
using StatusPage.Web.Hosting;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Organizations;

/// <summary>Where the link of an invitation leads: to a new account, or to signing in to the one that there is. Looking changes nothing.</summary>
internal static class JoinEndpoints
{
    public static void MapJoining(this IEndpointRouteBuilder account)
    {
        account.MapGet("/join", ShowAsync).RequireRateLimiting(Limits.Setup);
        account.MapPost("/join", JoinAsync).RequireRateLimiting(Limits.SignIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IJoining joining, string? token, CancellationToken cancellationToken) =>
        await joining.FindAsync(token ?? "", cancellationToken) is { } invitation
            ? Show(context, 200, token ?? "", invitation, problem: null)
            : Gone(context, 404, "This link does not work", "Part of it may be missing, or a later invitation has taken its place. Ask whoever invited you for a new one.");

    private static async Task<IResult> JoinAsync(
        HttpContext context, IAntiforgery antiforgery, IJoining joining, SignIns signIns, CancellationToken cancellationToken)
    {
        var form = await PostedForm.ReadAsync(context, antiforgery);
        var token = form?["token"].ToString() ?? "";
        if (form is null || await joining.FindAsync(token, cancellationToken) is not { } invitation)
        {
            return Gone(context, 400, "Not joined", PostedForm.Expired);
        }

        var (password, address) = (form["password"].ToString(), context.Connection.RemoteIpAddress?.ToString());
        try
        {
            if (!invitation.HasAccount)
            {
                await signIns.SignInAsync(await joining.JoinAsNewAsync(token, password, address, cancellationToken));
            }
            else if (IsSignedInAs(context, invitation) && SessionTicket.From(context.User) is { } ticket)
            {
                await joining.JoinAsync(token, ticket.User, address, cancellationToken);
            }
            else if (await signIns.WhoAsync(invitation.Email, password) is { } user)
            {
                await joining.JoinAsync(token, user.UserId, address, cancellationToken);
                await signIns.SignInAsync(user.UserId);
            }
            else
            {
                return Show(context, 401, token, invitation, "That is not the password of this account; after five wrong ones it rests for five minutes.");
            }

            return TypedResults.LocalRedirect(AccountEndpoints.Home);
        }
        catch (RuleViolationException refusal)
        {
            // It may have been used or revoked meanwhile, or an account made.
            var now = await joining.FindAsync(token, cancellationToken);
            return now is null ? Gone(context, 410, "Not joined", refusal.Message) : Show(context, 409, token, now, refusal.Message);
        }
    }

    private static RazorComponentResult Show(HttpContext context, int status, string token, InvitationView invitation, string? problem) => invitation.State switch
    {
        InvitationState.Used => Gone(
            context, 410, "This invitation has been used", $"Each link works once. If it was you, sign in as {invitation.Email}.", "/account/login", "Sign in"),
        InvitationState.Revoked => Gone(context, 410, "This invitation was taken back", $"Ask an owner of {invitation.Organization} for a new one."),
        InvitationState.Expired => Gone(
            context, 410, "This invitation is too old", $"Links work for a week. Ask an owner of {invitation.Organization} to send it again."),
        InvitationState.Open => StaticPage.Result<JoinPage>(context, status, new()
        {
            [nameof(JoinPage.Token)] = token,
            [nameof(JoinPage.Invitation)] = invitation,
            [nameof(JoinPage.IsSignedIn)] = IsSignedInAs(context, invitation),
            [nameof(JoinPage.Other)] = context.User.Identity?.Name is { } name && !IsSignedInAs(context, invitation) ? name : null,
            [nameof(JoinPage.Problem)] = problem,
        }),
    };

    private static bool IsSignedInAs(HttpContext context, InvitationView invitation) =>
        invitation.HasAccount && string.Equals(context.User.Identity?.Name, invitation.Email, StringComparison.OrdinalIgnoreCase);

    private static RazorComponentResult Gone(
        HttpContext context, int status, string title, string text, string? link = null, string linkText = "Continue") =>
        StaticPage.Result<NoticePage>(context, status, new()
        {
            [nameof(NoticePage.Title)] = title,
            [nameof(NoticePage.Text)] = text,
            [nameof(NoticePage.Link)] = link,
            [nameof(NoticePage.LinkText)] = linkText,
        });
}
