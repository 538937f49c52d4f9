using Microsoft.Extensions.DependencyInjection;

namespace StatusPage.Core.Components;

internal static class ComponentServices
{
    public static IServiceCollection AddComponents(this IServiceCollection services) => services
        .AddSingleton<IComponentQueries, ComponentQueries>()
        .AddSingleton<IPageTreeQueries, PageTreeQueries>()
        .AddSingleton<IComponentCommands, ComponentCommands>()
        .AddSingleton<IGroupCommands, GroupCommands>();
}
