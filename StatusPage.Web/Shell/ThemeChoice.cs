using Microsoft.AspNetCore.Components;

namespace StatusPage.Web.Shell;

/// <summary>Light, dark or what the system says, for the circuit.</summary>
public sealed class ThemeChoice
{
    private string? _carried;

    /// <summary>Null: the system decides.</summary>
    public bool? Chosen { get; private set; }

    /// <summary>Goes along when the circuit moves to another node, whose page was rendered before the choice.</summary>
    [PersistentState]
    public string? Carried
    {
        get => Word;
        set => _carried = value;
    }

    public bool SystemIsDark { get; set; }

    public bool IsDark => Chosen ?? SystemIsDark;

    public void Start(string? chosen, bool systemIsDark)
    {
        SystemIsDark = systemIsDark;
        Chosen = (_carried ?? chosen) switch
        {
            "dark" => true,
            "light" => false,
            _ => null,
        };
    }

    /// <summary>What a browser remembers: light, dark or nothing.</summary>
    public string Word => Chosen switch
    {
        true => "dark",
        false => "light",
        null => "",
    };

    /// <summary>Switches to the other one; back to the system's own means following it again.</summary>
    public void Toggle()
    {
        var dark = !IsDark;
        Chosen = dark == SystemIsDark ? null : dark;
    }
}
