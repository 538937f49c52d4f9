using System.Globalization;
using System.Net;
using StatusPage.Core.Egress;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Core.Egress;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(HttpStatusCode.OK, 0)]
    [InlineData(HttpStatusCode.Redirect, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1)]
    public async Task Run_ReturnsWhetherTheProgramIsWell(HttpStatusCode status, int code)
    {
        await using var node = new NamedNode("asked") { Status = status };
        await node.StartAsync();

        Assert.Equal(code, await HealthCommand.RunAsync(["health", new Uri(node.Address, "/health/ready").ToString()], TimeProvider.System));
    }

    [Fact]
    public async Task Run_NobodyListens_IsOne() => Assert.Equal(
        1, await HealthCommand.RunAsync(["health", $"http://127.0.0.1:{Ports.Next().ToString(CultureInfo.InvariantCulture)}/"], TimeProvider.System));

    [Theory]
    [InlineData("health")]
    [InlineData("health", "http://192.0.2.1/")]
    [InlineData("health", "file:///etc/passwd")]
    [InlineData("health", "http://127.0.0.1/", "more")]
    public async Task Run_OtherAddressesThanOnesOwn_AreRefused(params string[] arguments)
    {
        Assert.True(HealthCommand.IsAskedBy(arguments));
        Assert.Equal(1, await HealthCommand.RunAsync(arguments, TimeProvider.System));
    }

    [Fact]
    public void IsAsked_ByOrdinaryArguments_IsFalse() => Assert.False(HealthCommand.IsAskedBy(["--urls", "http://127.0.0.1:8080"]));
}
