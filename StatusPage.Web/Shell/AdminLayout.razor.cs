using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace StatusPage.Web.Shell;

public sealed partial class AdminLayout(ThemeChoice theme, IJSRuntime script, NavigationManager navigation)
{
    private MudThemeProvider? _provider;
    private FailureBoundary? _boundary;
    private bool _open = true;

    // A bare "#content" would lead to the document's base address.
    private string Here => new Uri(navigation.Uri).PathAndQuery;

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _provider is null)
        {
            return;
        }

        await _provider.WatchSystemDarkModeAsync(FollowSystemAsync);
        await FollowSystemAsync(await _provider.GetSystemDarkModeAsync());
    }

    private Task FollowSystemAsync(bool dark) => InvokeAsync(async () =>
    {
        if (theme.SystemIsDark != dark)
        {
            theme.SystemIsDark = dark;
            StateHasChanged();
            await script.InvokeVoidAsync("statusPage.setTheme", theme.Word);
        }
    });

    private void ToggleDrawer() => _open = !_open;

    private async Task ToggleThemeAsync()
    {
        theme.Toggle();
        await script.InvokeVoidAsync("statusPage.setTheme", theme.Word);
    }
}
