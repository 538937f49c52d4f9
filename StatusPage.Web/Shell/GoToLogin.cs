using Microsoft.AspNetCore.Components;

namespace StatusPage.Web.Shell;

/// <summary>Leaves the circuit for the log-in, which only a plain request can do.</summary>
public sealed class GoToLogin(NavigationManager navigation) : ComponentBase
{
    protected override void OnInitialized()
    {
        var here = new Uri(navigation.Uri).PathAndQuery;
        navigation.NavigateTo($"/account/login?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
