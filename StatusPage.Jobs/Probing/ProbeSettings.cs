using System.Globalization;
using Microsoft.Extensions.Configuration;
using StatusPage.Core;

namespace StatusPage.Jobs.Probing;

/// <param name="Slots">Checks that this node runs at the same time, 1 to 2000.</param>
internal sealed record ProbeSettings(int Slots)
{
    private const string SlotsKey = "StatusPage:ProbeSlots";

    public static ProbeSettings From(IConfiguration configuration) => configuration[SlotsKey] switch
    {
        null or "" => new ProbeSettings(64),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slots) && slots is >= 1 and <= 2000 => new ProbeSettings(slots),
        var text => throw new ConfigurationException(SlotsKey, $"\"{text}\" is not a number from 1 to 2000."),
    };
}
