using Microsoft.Extensions.DependencyInjection;

namespace StatusPage.Core.Pages;

internal static class PageServices
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<IPageCommands, PageCommands>()
        .AddSingleton<IPageLists, PageLists>()
        .AddSingleton<IPagePreviews, PagePreviews>()
        .AddSingleton<IPageQueries, PageQueries>()
        .AddSingleton<IPageSnapshots, PageSnapshots>();
}
