using Microsoft.Extensions.DependencyInjection;

namespace StatusPage.Core.Monitors;

internal static class MonitorServices
{
    public static IServiceCollection AddMonitors(this IServiceCollection services) => services
        .AddSingleton<IMonitorCommands, MonitorCommands>()
        .AddSingleton<IMonitorQueries, MonitorQueries>()
        .AddSingleton<IMonitorResults, MonitorResults>()
        .AddSingleton<IMonitorTrial, MonitorTrial>()
        .AddSingleton<IMonitorUpkeep, MonitorUpkeep>();
}
