namespace StatusPage.Web.Hosting;

/// <summary>How the start went; what the process ends with.</summary>
internal sealed class StartOutcome
{
    private volatile bool _hasStarted;
    private volatile bool _isEnding;
    private volatile int _exitCode;

    public bool HasStarted => _hasStarted;

    public bool IsEnding => _isEnding;

    public int ExitCode => _exitCode;

    public void MarkStarted() => _hasStarted = true;

    public void MarkEnding() => _isEnding = true;

    /// <summary>The process is to end: it cannot become what its settings ask for.</summary>
    public void Fail() => _exitCode = 1;
}
