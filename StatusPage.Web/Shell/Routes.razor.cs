using Microsoft.AspNetCore.Components;
using StatusPage.Web.Account;

namespace StatusPage.Web.Shell;

public sealed partial class Routes(CurrentActor actor, ThemeChoice theme)
{
    [Parameter]
    public bool StartsDark { get; set; }

    /// <summary>What was chosen: light or dark; anything else follows the system.</summary>
    [Parameter]
    public string? Theme { get; set; }

    /// <summary>The visitor's address, which a circuit cannot ask for later.</summary>
    [Parameter]
    public string? Address { get; set; }

    protected override void OnInitialized()
    {
        actor.Address = Address;
        theme.Start(Theme, StartsDark);
    }
}
