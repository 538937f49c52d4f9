using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Web.Organizations;

public sealed class UnattendedSetupTests
{
    [Fact]
    public void ToRequest_NothingConfigured_IsNull() => Assert.Null(From([]).ToRequest());

    [Theory]
    [InlineData("Setup:Password")]
    [InlineData("Setup:Email")]
    [InlineData("Setup:Page")]
    public void ToRequest_OneMissing_NamesTheKey(string missing)
    {
        var settings = Complete();
        settings.Remove(missing);

        Assert.Equal(missing, Assert.Throws<ConfigurationException>(() => From(settings).ToRequest()).Key);
    }

    [Fact]
    public void ToRequest_ShortPassword_NamesTheKey()
    {
        var settings = Complete();
        settings["Setup:Password"] = "short";

        Assert.Equal("Setup:Password", Assert.Throws<ConfigurationException>(() => From(settings).ToRequest()).Key);
    }

    private static Dictionary<string, string?> Complete() => new(StringComparer.Ordinal)
    {
        ["Setup:Email"] = "ada@example.com",
        ["Setup:Password"] = "correct horse battery",
        ["Setup:Page"] = "Acme",
    };

    private static UnattendedSetup From(Dictionary<string, string?> settings) =>
        UnattendedSetup.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
