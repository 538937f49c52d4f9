using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Core.Persistence;
using StatusPage.Web.Draining;

namespace StatusPage.Tests.Web.Draining;

public sealed class DrainSettingsTests
{
    [Theory]
    [InlineData("StatusPage:DrainSeconds", "-1")]
    [InlineData("StatusPage:DrainSeconds", "301")]
    [InlineData("StatusPage:DrainSeconds", "1.5")]
    [InlineData("StatusPage:DrainSeconds", "soon")]
    [InlineData("StatusPage:ManagementPort", "0")]
    [InlineData("StatusPage:ManagementPort", "65536")]
    [InlineData("StatusPage:ManagementPort", "http")]
    [InlineData("StatusPage:NodeName", "web.1")]
    [InlineData("StatusPage:NodeName", "web_1")]
    public void From_WrongValue_NamesTheKey(string key, string value)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => From(DatabaseKind.Sqlite, (key, value)));

        Assert.Equal(key, refusal.Key);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void From_Nothing_WaitsOnlyWhereOthersCouldTakeOver()
    {
        Assert.Equal(new DrainSettings(TimeSpan.Zero), From(DatabaseKind.Sqlite));
        Assert.Equal(new DrainSettings(TimeSpan.FromSeconds(3)), From(DatabaseKind.Postgres));
    }

    [Fact]
    public void From_Everything_IsTaken() => Assert.Equal(
        new DrainSettings(TimeSpan.FromSeconds(15), 8081, "web-1"),
        From(DatabaseKind.Postgres, ("StatusPage:DrainSeconds", "15"), ("StatusPage:ManagementPort", "8081"), ("StatusPage:NodeName", "web-1")));

    [Theory]
    [InlineData(0, 0.5, 7.5)]
    [InlineData(3, 3.1, 4.9)]
    [InlineData(3, 5.5, 2.5)]
    [InlineData(3, 8, 2)]
    [InlineData(15, 17.5, 2.5)]
    [InlineData(15, 0.2, 7.8)]
    public void LongestStop_AfterLeaving_IsTheRestOfEightSecondsBeyondAnUnusualWait(double wait, double leaving, double stop) => Assert.Equal(
        stop, new DrainSettings(TimeSpan.FromSeconds(wait)).LongestStop(TimeSpan.FromSeconds(leaving)).TotalSeconds, tolerance: 0.001);

    private static DrainSettings From(DatabaseKind database, params (string Key, string Value)[] settings) => DrainSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), database);
}
