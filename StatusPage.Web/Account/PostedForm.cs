using Microsoft.AspNetCore.Antiforgery;

namespace StatusPage.Web.Account;

/// <summary>The fields of a form that this site showed.</summary>
internal static class PostedForm
{
    public const string Expired = "This form was open for too long or came from elsewhere. Please send it again.";

    /// <summary>Null when the form did not come from a page of this site.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, or no form at all.</exception>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            // Before the token is looked for: what is wrong with the form would otherwise look like a defect of this side.
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await antiforgery.IsRequestValidAsync(context) ? form : null;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, failure);
        }
    }
}
