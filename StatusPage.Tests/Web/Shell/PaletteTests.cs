using System.Globalization;
using StatusPage.Core;
using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Shell;

public sealed class PaletteTests
{
    private static readonly string[] PublicNames = ["bg", "text", "muted", "accent", "ok", "dg", "po", "mo", "mt"];

    public static TheoryData<bool> Themes => [true, false];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Texts_OnTheirBackgrounds_HaveContrast(bool dark)
    {
        var palette = dark ? StatusPalette.Dark : StatusPalette.Light;
        string[] texts =
        [
            palette.Text, palette.Muted, palette.Accent, palette.Up, palette.Degraded, palette.Partial, palette.Down, palette.Maintenance, palette.Unknown,
        ];

        Assert.All(texts, text => Assert.True(Contrast(text, palette.Surface) >= 4.5 && Contrast(text, palette.Background) >= 4.5, text));
        Assert.True(Contrast(palette.Muted, palette.Raised) >= 4.5);
        Assert.True(Contrast(palette.OnAccent, palette.Accent) >= 4.5);
    }

    [Fact]
    public void Light_IsThePublicPages()
    {
        var light = StatusPalette.Light;

        Assert.Equal(
            [light.Background, light.Text, light.Muted, light.Accent, light.Up, light.Degraded, light.Partial, light.Down, light.Maintenance],
            PublicNames.Select(PageStyle.Colour));
    }

    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) => (0.2126 * Part(colour, 1)) + (0.7152 * Part(colour, 3)) + (0.0722 * Part(colour, 5));

    private static double Part(string colour, int at)
    {
        var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
