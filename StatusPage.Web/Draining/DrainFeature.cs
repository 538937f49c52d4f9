using Microsoft.AspNetCore.Components.Server.Circuits;

namespace StatusPage.Web.Draining;

/// <summary>Leaving service without anybody noticing.</summary>
internal static class DrainFeature
{
    // Once sockets are gone only a request that hangs takes time, and orchestrators give ten seconds. Running checks are given six.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(7.5);

    public static IServiceCollection AddDraining(this IServiceCollection services, DrainSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Drain>()
        .AddSingleton<NodeCookie>()
        .AddSingleton<ArrivalRate>()
        .AddSingleton<OpenCircuits>()
        .AddSingleton<IMovable>(provider => provider.GetRequiredService<OpenCircuits>())
        .AddScoped<CircuitHandler, TrackedCircuit>()
        .AddSingleton<IHostLifetime, DrainingLifetime>()
        .Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
}
