using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

internal static class NotificationServices
{
    /// <summary>Everything that sends mail. A new mail is a component for its looks, a handler for its outbox kind, and a line here.</summary>
    public static void AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = new MailOptions(SmtpSettings.From(configuration));
        services.AddSingleton<MailRenderer>().AddSingleton<MailSender>().AddSingleton<SmtpConnections>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SmtpConnections>());
        services.AddMailHandler<InvitationHandler>(mail);
        services.AddMailHandler<PasswordResetHandler>(mail);
        services.AddMailHandler<MailTestHandler>(mail);
        services.AddMailHandler<IncidentMailingHandler>(mail);
        services.AddMailHandler<IncidentMailHandler>(mail);
        services.AddMailHandler<SubscriptionMailHandler>(mail);
    }
}
