using Quartz;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Probing;

internal sealed class SilenceJob(ISilenceWatch watch, DatabaseReadiness readiness) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (readiness.IsReady)
        {
            await watch.MarkAsync(cancellationToken);
        }
    }
}
