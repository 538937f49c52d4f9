namespace StatusPage.Core.Components;

/// <summary>Who says so.</summary>
public enum SpanSource
{
    Manual,
    Maintenance,
    Incident,
    Monitor,
    Import,
}
