using Quartz;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

// Runs beside itself on purpose: the claim in the database is what keeps two sweeps apart, and a lock on the job would let one slow sweep
// hold up all others.
internal sealed class ProbeSweepJob(IProbeSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.ClaimAndStartAsync(cancellationToken);
}
