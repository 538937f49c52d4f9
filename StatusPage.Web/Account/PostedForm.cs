using Microsoft.AspNetCore.Antiforgery;

namespace StatusPage.Web.Account;

/// <summary>The fields of a form that this site showed.</summary>
internal static class PostedForm
{
    public const string Expired = "This form was open for too long or came from elsewhere. Please send it again.";

    /// <summary>Null when the form did not come from a page of this site.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, IAntiforgery antiforgery) =>
        context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context) ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
}
