using MudBlazor;
using StatusPage.Core;

namespace StatusPage.Web.Shell;

/// <summary>The palette in MudBlazor's terms.</summary>
internal static class AdminTheme
{
    // No web font: nothing is fetched from anybody, and text is there with the first byte.
    private static readonly string[] SystemFonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), StatusPalette.Light),
        PaletteDark = Fill(new PaletteDark(), StatusPalette.Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", DrawerWidthLeft = "216px" },
        Typography = Fonts(new Typography()),
    };

    private static T Fill<T>(T target, StatusPalette palette)
        where T : MudBlazor.Palette
    {
        target.Background = palette.Background;
        target.BackgroundGray = palette.Raised;
        target.Surface = palette.Surface;
        target.AppbarBackground = target.DrawerBackground = palette.Surface;
        target.AppbarText = target.DrawerText = target.TextPrimary = target.ActionDefault = palette.Text;
        target.TextSecondary = target.DrawerIcon = palette.Muted;
        target.Primary = palette.Accent;
        target.PrimaryContrastText = palette.OnAccent;
        target.Success = palette.Up;
        target.Warning = palette.Degraded;
        target.Error = palette.Down;
        target.Info = palette.Maintenance;
        target.SuccessContrastText = target.WarningContrastText = target.ErrorContrastText = target.InfoContrastText = palette.Surface;
        target.Divider = target.DividerLight = target.LinesDefault = target.TableLines = palette.Line;
        target.LinesInputs = palette.Unknown;
        return target;
    }

    private static Typography Fonts(Typography typography)
    {
        BaseTypography[] kinds =
        [
            typography.Default, typography.H1, typography.H2, typography.H3, typography.H4, typography.H5, typography.H6, typography.Subtitle1,
            typography.Subtitle2, typography.Body1, typography.Body2, typography.Button, typography.Caption, typography.Overline,
        ];
        foreach (var kind in kinds)
        {
            kind.FontFamily = SystemFonts;
        }

        typography.Button.TextTransform = "none";
        typography.Button.LetterSpacing = "normal";
        typography.Button.FontWeight = "600";
        return typography;
    }
}
