using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core.Probing;
using StatusPage.Jobs.Probing;
using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs;

public static class JobsServices
{
    /// <summary>Everything that runs by the clock. Needs what AddCore adds, in any order.</summary>
    /// <exception cref="StatusPage.Core.ConfigurationException">A setting cannot be used.</exception>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(ProbeSettings.From(configuration));
        services.AddSingleton<IProbe, HttpProbe>();
        services.AddSingleton<ICheckClaims, CheckClaims>();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<RunningChecks>();
        services.AddSingleton<ProbeSweep>();
        services.AddSingleton<IProbeSweep>(provider => provider.GetRequiredService<ProbeSweep>());

        services.AddQuartz(Schedule);

        // A sweep is over in milliseconds; waiting for it lets it start what it has claimed.
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<SweepWatchdog>();

        // Services stop in the reverse of this order: leases are renewed until the drain is over.
        services.AddHostedService<LeaseKeeper>();
        services.AddHostedService<ProbeDrain>();

        // Quartz reports a failed job itself, a second time and at every run; JobFailureListener does it here.
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Quartz.Core.JobRunShell", LogLevel.None)
            .AddFilter("Quartz.Core.ErrorLogger", LogLevel.None));
        return services;
    }

    private static void Schedule(IQuartzBuilder quartz)
    {
        quartz.UseInMemoryStore();
        quartz.AddJobListener<JobFailureListener>();
        ProbeSchedule.AddTo(quartz);
    }
}
