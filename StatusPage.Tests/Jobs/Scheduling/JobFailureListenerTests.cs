using Microsoft.Extensions.Time.Testing;
using StatusPage.Jobs.Scheduling;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

public sealed class JobFailureListenerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<JobFailureListener> _logged = new();
    private readonly JobFailureListener _listener;

    public JobFailureListenerTests() => _listener = new JobFailureListener(_time, _logged);

    [Fact]
    public void Failed_DatabaseAway_IsOneLineWithoutAStack()
    {
        for (var second = 0; second < 20; second++)
        {
            _listener.Failed("sweep", new InvalidOperationException("wrapped", new FakeDbException()));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("Job sweep failed: The database is away.", Assert.Single(_logged.Lines).Text);
        Assert.Empty(_logged.Stacks);
    }

    [Fact]
    public void Failed_ForAnotherReason_KeepsItsStack()
    {
        var defect = new InvalidOperationException("defect");

        _listener.Failed("sweep", defect);

        Assert.Same(defect, Assert.Single(_logged.Stacks));
    }
}
