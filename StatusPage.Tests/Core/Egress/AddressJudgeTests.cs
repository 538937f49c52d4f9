using System.Net;
using StatusPage.Core.Egress;

namespace StatusPage.Tests.Core.Egress;

public sealed class AddressJudgeTests
{
    private static readonly EgressPolicy Private = new(AllowPrivate: true, []);

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2002:101:101::")]
    public void RefusalOf_PublicAddress_IsNone(string address) =>
        Assert.Null(AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:7f00:1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("2001:0:808:808::80ff:fffe")]
    [InlineData("2001:0:7f00:1::f7f7:f7f7")]
    public void RefusalOf_PrivateAddress_DependsOnPolicy(string address)
    {
        Assert.NotNull(AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly));
        Assert.Null(AddressJudge.RefusalOf(IPAddress.Parse(address), Private));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("100::1")]
    [InlineData("4000::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2001:0:a9fe:a9fe::f7f7:f7f7")]
    [InlineData("2001:0:808:808::5601:5601")]
    [InlineData("::1%1")]
    [InlineData("2606:4700::1111%2")]
    public void RefusalOf_SpecialAddress_HoldsUnderEveryPolicy(string address)
    {
        Assert.NotNull(AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly));
        Assert.NotNull(AddressJudge.RefusalOf(IPAddress.Parse(address), Private));
    }

    [Theory]
    [InlineData("169.254.0.0/16", "169.254.169.254")]
    [InlineData("169.254.0.0/16", "::ffff:169.254.169.254")]
    [InlineData("fe80::/10", "fe80::1%3")]
    [InlineData("10.1.0.0/16", "10.1.2.3")]
    public void RefusalOf_NamedNetwork_IsNone(string network, string address) =>
        Assert.Null(AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly with { AllowedNetworks = [IPNetwork.Parse(network)] }));

    [Theory]
    [InlineData("fc00::/7", "::ffff:10.0.0.1")]
    [InlineData("2000::/3", "::ffff:10.0.0.1")]
    [InlineData("fd00::/8", "10.0.0.1")]
    [InlineData("10.0.0.0/8", "fd00::1")]
    [InlineData("10.1.0.0/16", "10.2.0.1")]
    [InlineData("10.1.0.0/16", "169.254.169.254")]
    public void RefusalOf_OtherNetworkNamed_Holds(string network, string address) =>
        Assert.NotNull(AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly with { AllowedNetworks = [IPNetwork.Parse(network)] }));

    [Theory]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("2002:7f00:1::")]
    public void RefusalOf_EmbeddedAddress_SaysWhatIsInside(string address) => Assert.EndsWith(
        ": 127.0.0.1 is a loopback address", AddressJudge.RefusalOf(IPAddress.Parse(address), EgressPolicy.PublicOnly), StringComparison.Ordinal);
}
