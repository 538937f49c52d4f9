using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Web.Organizations;

public sealed class UnattendedSetupTests
{
    [Fact]
    public void ToRequest_NothingConfigured_IsNull() => Assert.Null(From([]).ToRequest(EgressPolicy.PublicOnly));

    [Theory]
    [InlineData("Setup:Password")]
    [InlineData("Setup:Email")]
    [InlineData("Setup:Page")]
    public void ToRequest_OneMissing_NamesTheKey(string missing)
    {
        var settings = Complete();
        settings.Remove(missing);

        Assert.Equal(missing, Assert.Throws<ConfigurationException>(() => From(settings).ToRequest(EgressPolicy.PublicOnly)).Key);
    }

    [Fact]
    public void ToRequest_ShortPassword_NamesTheKey()
    {
        var settings = Complete();
        settings["Setup:Password"] = "short";

        Assert.Equal("Setup:Password", Assert.Throws<ConfigurationException>(() => From(settings).ToRequest(EgressPolicy.PublicOnly)).Key);
    }

    [Fact]
    public void ToRequest_AddressThatNobodyConnectsTo_NamesTheKey()
    {
        var settings = Complete();
        settings["Setup:FirstAddress"] = "http://169.254.169.254/latest/meta-data/";

        Assert.Equal("Setup:FirstAddress", Assert.Throws<ConfigurationException>(() => From(settings).ToRequest(EgressPolicy.PublicOnly)).Key);
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("long enough, but no header takes it")]
    public void ToRequest_TokenThatCannotBeSent_NamesTheKey(string token)
    {
        var settings = Complete();
        settings["Setup:ApiToken"] = token;

        Assert.Equal("Setup:ApiToken", Assert.Throws<ConfigurationException>(() => From(settings).ToRequest(EgressPolicy.PublicOnly)).Key);
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
