using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Notifications;

/// <summary>What links in mails begin with: never what some request said of itself.</summary>
internal static class LinkBase
{
    /// <param name="configured">Null: the address that was kept at setup.</param>
    /// <exception cref="InvalidOperationException">Nobody knows it; the mail waits until somebody says.</exception>
    public static async Task<string> ReadAsync(StatusPageContext context, string? configured, CancellationToken cancellationToken)
    {
        var known = configured ?? await context.Set<Installation>().Select(row => row.PublicUrl).FirstOrDefaultAsync(cancellationToken);
        return known is { Length: > 0 }
            ? known.TrimEnd('/')
            : throw new InvalidOperationException("nobody knows the address for the links of a mail; set StatusPage:PublicUrl");
    }
}
