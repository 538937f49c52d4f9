using CsCheck;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Tests.Core.Monitors;

public sealed class JudgeTests
{
    private static readonly Thresholds Limits = new(FailuresToDown: 2, SuccessesToUp: 3, DegradedMs: 1000);

    private static readonly Gen<ProbeResult> AnyResult = Gen.Int[0, 3].Select(Gen.Int[1, 2000], ResultOf);

    private static readonly Gen<Thresholds> AnyThresholds = Gen.Int[1, 5].Select(Gen.Int[1, 5], (down, up) => new Thresholds(down, up, 1000));

    private static ProbeResult Failure { get; } = ProbeResult.Failed(TimeSpan.FromSeconds(1), ProbeReason.Timeout, "no answer within 1 s");

    private static ProbeResult NotRun { get; } = ProbeResult.NotRun(TimeSpan.Zero, ProbeReason.InternalError, "broken here");

    [Fact]
    public void Next_FirstSuccess_IsUp() => Assert.Equal(MonitorState.Up, After(Success(10)).State);

    [Fact]
    public void Next_FailuresBelowTheThreshold_ChangeNothing()
    {
        Assert.Equal(MonitorState.Up, After(Success(10), Failure).State);
        Assert.Equal(MonitorState.Unknown, After(Failure).State);
    }

    [Fact]
    public void Next_EnoughFailuresInARow_IsDown() => Assert.Equal(MonitorState.Down, After(Success(10), Failure, Failure).State);

    [Fact]
    public void Next_FailuresWithASuccessBetween_StaysUp() =>
        Assert.Equal(MonitorState.Up, After(Success(10), Failure, Success(10), Failure).State);

    [Fact]
    public void Next_TooFewSuccessesAfterDown_StaysDown()
    {
        Assert.Equal(MonitorState.Down, After(Failure, Failure, Success(10), Success(10)).State);
        Assert.Equal(MonitorState.Up, After(Failure, Failure, Success(10), Success(10), Success(10)).State);
    }

    [Fact]
    public void Next_EnoughSlowAnswers_IsDegraded()
    {
        Assert.Equal(MonitorState.Up, After(Success(10), Success(1000)).State);
        Assert.Equal(MonitorState.Degraded, After(Success(10), Success(1000), Success(1000)).State);
    }

    [Fact]
    public void Next_AnswersJustBelowTheLimit_StayDegraded()
    {
        ProbeResult[] slow = [Success(1500), Success(1500)];

        Assert.Equal(MonitorState.Degraded, After([.. slow, Success(900), Success(900), Success(900)]).State);
        Assert.Equal(MonitorState.Up, After([.. slow, Success(799), Success(799), Success(799)]).State);
    }

    [Fact]
    public void Next_NotRun_KnowsNothing() => Assert.Equal(Verdict.None, After(Failure, Failure, NotRun));

    [Fact]
    public void Next_FailureAfterNotRun_CountsFromOne() => Assert.Equal(MonitorState.Unknown, After(Failure, NotRun, Failure).State);

    [Fact]
    public void Next_AnyHistory_IsDownOnlyAfterEnoughFailuresInARow() => Gen.Select(AnyResult.Array[0, 60], AnyThresholds).Sample((history, limits) =>
    {
        var verdict = Verdict.None;
        var failures = 0;
        foreach (var result in history)
        {
            var wasDown = verdict.State is MonitorState.Down;
            failures = result.Outcome is CheckOutcome.Failure ? failures + 1 : 0;
            verdict = Judge.Next(verdict, result, limits);
            if (verdict.State is MonitorState.Down && !wasDown)
            {
                Assert.True(failures >= limits.FailuresToDown);
            }

            Assert.True(failures < limits.FailuresToDown || verdict.State is MonitorState.Down);
        }
    });

    [Fact]
    public void Next_AnyHistory_ReplaysToTheSameVerdict() => Gen.Select(AnyResult.Array[0, 60], AnyThresholds).Sample((history, limits) =>
        history.Aggregate(Verdict.None, (verdict, result) => Judge.Next(verdict, result, limits))
            == history.ToList().Aggregate(Verdict.None, (verdict, result) => Judge.Next(verdict with { }, result with { }, limits with { })));

    private static ProbeResult ResultOf(int kind, int milliseconds) => kind switch
    {
        0 => Failure,
        1 => NotRun,
        _ => Success(milliseconds),
    };

    private static ProbeResult Success(int milliseconds) => ProbeResult.Succeeded(TimeSpan.FromMilliseconds(milliseconds));

    private static Verdict After(params ProbeResult[] history) =>
        history.Aggregate(Verdict.None, (verdict, result) => Judge.Next(verdict, result, Limits));
}
