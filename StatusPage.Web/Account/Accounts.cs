using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Account;

/// <summary>Who can sign in, and how a browser is known afterwards.</summary>
internal static partial class Accounts
{
    private const int TriesBeforePause = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<StaffUser>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = TriesBeforePause;
                options.Lockout.DefaultLockoutTimeSpan = Pause;
                options.User.RequireUniqueEmail = false;

                // User names are e-mail addresses, which may contain more than Identity's list. A name that it refuses could not be saved
                // again, and so its failed tries not be counted.
                options.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<StatusPageContext>()
            .AddSignInManager();
        services.AddSingleton<SessionChecks>();
        services.AddScoped<SignIns>().AddScoped<ShownOrganization>().AddScoped<CurrentActor>().AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, SetUpCookie);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "StatusPage.Form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void SetUpCookie(CookieAuthenticationOptions options)
    {
        // Not __Host-: browsers take that prefix over HTTPS only, and an installation in a local network is often plain HTTP. A cookie
        // scheme has one name, so Secure follows the request instead and the log-in page warns where it is missing.
        options.Cookie.Name = "StatusPage";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = ISessions.Lasts;
        options.SlidingExpiration = true;
        options.LoginPath = "/account/login";
        options.LogoutPath = "/account/logout";
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = AccountEndpoints.ReturnUrl;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            var checks = context.HttpContext.RequestServices.GetRequiredService<SessionChecks>();
            if (context.Principal is null || !await checks.IsAliveAsync(context.Principal, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            }
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            // Nobody should be thrown out by an outage, and without the database nothing can be changed anyway. It is asked again with the next request.
            var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Accounts));
            Log.NotValidated(logger, failure.Message);
        }
    }

    // A page sends people to the log-in; a script or a socket is told no.
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A session could not be checked again; it is believed meanwhile: {Problem}")]
        public static partial void NotValidated(ILogger logger, string problem);
    }
}
