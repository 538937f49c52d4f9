using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

internal static class NotificationServices
{
    /// <summary>Who is told of what. The mails themselves are made and sent in Jobs.</summary>
    /// <exception cref="ConfigurationException">A setting of the mail server cannot be used.</exception>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new MailOptions(SmtpSettings.From(configuration)))
        .AddSingleton<MailNews>()
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<MailNews>())
        .AddSingleton<IIncidentMails, IncidentMails>()
        .AddSingleton<IMailQueries, MailQueries>()
        .AddSingleton<IMailTests, MailTests>()
        .AddSingleton<ISubscriptions, Subscriptions>()
        .AddSingleton<ISubscriptionMails, SubscriptionMails>()
        .AddSingleton<ISubscriberQueries, SubscriberQueries>()
        .AddSingleton<ISubscriberCommands, SubscriberCommands>()
        .AddSingleton<ISubscriberExport, SubscriberExport>();
}
