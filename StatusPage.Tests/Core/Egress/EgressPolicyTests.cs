using System.Net;
using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Core.Egress;

namespace StatusPage.Tests.Core.Egress;

public sealed class EgressPolicyTests
{
    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("false", true, false)]
    [InlineData("True", false, true)]
    public void From_Switch_OutranksTheDefault(string? written, bool byDefault, bool expected) =>
        Assert.Equal(expected, EgressPolicy.From(Settings((EgressPolicy.PrivateKey, written)), byDefault).AllowPrivate);

    [Fact]
    public void From_CommaSeparatedText_IsAList()
    {
        var policy = EgressPolicy.From(Settings((EgressPolicy.NetworksKey, "10.1.0.0/16, fd00::/8,192.168.1.7")), allowPrivateByDefault: false);

        Assert.Equal([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::/8"), IPNetwork.Parse("192.168.1.7/32")], policy.AllowedNetworks);
    }

    [Fact]
    public void From_Array_IsAList()
    {
        var settings = Settings(($"{EgressPolicy.NetworksKey}:0", "10.1.0.0/16"), ($"{EgressPolicy.NetworksKey}:1", "fd00::/8"));

        Assert.Equal([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::/8")], EgressPolicy.From(settings, allowPrivateByDefault: false).AllowedNetworks);
    }

    [Theory]
    [InlineData(EgressPolicy.NetworksKey, "10.0.0.0/33")]
    [InlineData(EgressPolicy.NetworksKey, "intranet")]
    [InlineData(EgressPolicy.PrivateKey, "yes")]
    public void From_WrongValue_NamesTheKey(string key, string value)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => EgressPolicy.From(Settings((key, value)), allowPrivateByDefault: false));

        Assert.Equal(key, wrong.Key);
        Assert.StartsWith($"{key}: \"{value}\" is n", wrong.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(one => KeyValuePair.Create(one.Key, one.Value)))
        .Build();
}
