using StatusPage.Core.Probing;

namespace StatusPage.Core.Egress;

/// <summary>Takes the time of what one conversation does, step by step. Safe from several threads: one that was given up may still be dialling.</summary>
public sealed class PhaseClock(TimeProvider time)
{
    private readonly Lock _turn = new();
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<Phase>().Length];
    private long _since = time.GetTimestamp();
    private Phase _phase = Phase.LookUp;

    private enum Phase
    {
        LookUp,
        Connect,
        Secure,
        Wait,
        Read,
    }

    public void BeginLookUp() => Begin(Phase.LookUp);

    public void BeginConnect() => Begin(Phase.Connect);

    public void BeginSecure() => Begin(Phase.Secure);

    public void BeginWait() => Begin(Phase.Wait);

    public void BeginRead() => Begin(Phase.Read);

    /// <summary>Until now. A conversation that failed has zeros for what it did not come to.</summary>
    public ProbePhases Stop()
    {
        lock (_turn)
        {
            Begin(_phase);
            return new ProbePhases(_spent[0], _spent[1], _spent[2], _spent[3], _spent[4]);
        }
    }

    private void Begin(Phase next)
    {
        lock (_turn)
        {
            var now = time.GetTimestamp();
            _spent[(int)_phase] += time.GetElapsedTime(_since, now);
            (_phase, _since) = (next, now);
        }
    }
}
