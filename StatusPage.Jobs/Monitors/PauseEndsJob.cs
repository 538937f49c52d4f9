using Quartz;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Monitors;

internal sealed class PauseEndsJob(IMonitorUpkeep upkeep, DatabaseReadiness readiness) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (readiness.IsReady)
        {
            await upkeep.ResumeAsync(cancellationToken);
        }
    }
}
