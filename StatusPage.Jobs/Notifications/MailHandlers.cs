using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

internal static class MailHandlers
{
    /// <summary>Has messages of a kind handled, unless mail is off: nobody claims them then, and no try is counted.</summary>
    public static void AddMailHandler<THandler>(this IServiceCollection services, MailOptions mail)
        where THandler : class, IOutboxHandler
    {
        if (mail.IsOn)
        {
            services.AddSingleton<IOutboxHandler, THandler>();
        }
    }
}
