using System.Net;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;

namespace StatusPage.Tests.Core.Egress;

public sealed class TypedTargetTests
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0:8080/")]
    public void Checked_WhatNoNodeConnectsTo_IsRefused(string typed) =>
        Assert.Throws<RuleViolationException>(() => TypedTarget.Checked(MonitorTarget.Http(typed), EgressPolicy.PublicOnly));

    [Theory]
    [InlineData("https://example.com/health")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://192.168.1.7/")]
    [InlineData("http://[::1]:8080/")]
    public void Checked_WhatANodeMayConnectTo_Passes(string typed) =>
        Assert.Equal(typed, TypedTarget.Checked(MonitorTarget.Http(typed), EgressPolicy.PublicOnly));

    [Fact]
    public void Checked_WhatTheOperatorHasNamed_Passes()
    {
        var policy = new EgressPolicy(AllowPrivate: false, [IPNetwork.Parse("169.254.1.0/24")]);

        Assert.Equal("http://169.254.1.7/", TypedTarget.Checked("http://169.254.1.7/", policy));
    }
}
