using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StatusPage.Core.Egress;

public static class EgressServices
{
    /// <param name="allowPrivateByDefault">What holds when the operator has not said.</param>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static IServiceCollection AddEgress(this IServiceCollection services, IConfiguration configuration, bool allowPrivateByDefault)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(EgressPolicy.From(configuration, allowPrivateByDefault));
        services.AddSingleton<INameResolver, SystemNameResolver>();
        services.AddSingleton<IDialler, TcpDialler>();
        services.AddSingleton(provider => new GuardedDialler(
            provider.GetRequiredService<EgressPolicy>(),
            provider.GetRequiredService<INameResolver>(),
            provider.GetRequiredService<IDialler>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<GuardedHttp>();
        return services;
    }
}
