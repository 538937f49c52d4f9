namespace StatusPage.Core.Monitors;

public enum MonitorKind
{
    Http,
}
