using System.Net;
using Microsoft.Extensions.Configuration;
using StatusPage.Core;

namespace StatusPage.Tests.Core;

public sealed class MetricsReadersTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("fe80::1", false)]
    public void May_AnAddress_IsThisMachineOrAKnownNetwork(string address, bool may) =>
        Assert.Equal(may, Readers().May(IPAddress.Parse(address), ["Host", "Accept"]));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("Via")]
    public void May_WhatAProxyPassedOn_IsRefused(string header) => Assert.False(Readers().May(IPAddress.Loopback, ["Host", header]));

    [Fact]
    public void May_NoAddress_IsRefused() => Assert.False(Readers().May(address: null, []));

    private static MetricsReaders Readers() => MetricsReaders.From(
        new ConfigurationBuilder().AddInMemoryCollection([new("StatusPage:KnownProxies", "10.1.0.0/16")]).Build());
}
