using Microsoft.Extensions.DependencyInjection;
using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs.Monitors;

internal static class MonitorJobs
{
    public static IServiceCollection AddMonitorJobs(this IServiceCollection services) => services.AddSingleton<ITriggerSource, MonitorSchedule>();
}
