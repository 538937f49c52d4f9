namespace StatusPage.Core;

/// <summary>
/// The colours of the staff side and of mails, for MudBlazor and as CSS variables: those of the public page's style sheet, which tests compare. Each text
/// colour has a contrast of 4.5 or more on its theme's background and surface.
/// </summary>
public sealed record StatusPalette(
    string Background,
    string Surface,
    string Raised,
    string Line,
    string Text,
    string Muted,
    string Accent,
    string OnAccent,
    string Up,
    string Degraded,
    string Partial,
    string Down,
    string Maintenance,
    string Unknown)
{
    public static StatusPalette Light { get; } = new(
        Background: "#f4f6f8",
        Surface: "#ffffff",
        Raised: "#ebeef2",
        Line: "#dfe3e9",
        Text: "#12161d",
        Muted: "#55606e",
        Accent: "#1f56c9",
        OnAccent: "#ffffff",
        Up: "#12704a",
        Degraded: "#855800",
        Partial: "#b5400a",
        Down: "#b3123a",
        Maintenance: "#2f55c7",
        Unknown: "#5a6472");

    public static StatusPalette Dark { get; } = new(
        Background: "#0e1116",
        Surface: "#171b22",
        Raised: "#212730",
        Line: "#2a313b",
        Text: "#e9edf3",
        Muted: "#9ba6b4",
        Accent: "#86aeff",
        OnAccent: "#0e1116",
        Up: "#4cc795",
        Degraded: "#f0bf3f",
        Partial: "#ff9350",
        Down: "#ff7d92",
        Maintenance: "#8fb0ff",
        Unknown: "#a3adba");

    /// <summary>The declarations of the variables, without a selector.</summary>
    public string Variables =>
        $"--bg:{Background};--surface:{Surface};--raised:{Raised};--line:{Line};--text:{Text};--muted:{Muted};--accent:{Accent};--on-accent:{OnAccent};"
        + $"--up:{Up};--degraded:{Degraded};--partial:{Partial};--down:{Down};--maintenance:{Maintenance};--unknown:{Unknown};";
}
