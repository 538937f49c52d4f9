using System.Net;
using System.Net.Sockets;
using StatusPage.Core.Egress;

namespace StatusPage.Tests.Core.Egress;

public sealed class GuardedDiallerTests
{
    private static readonly CancellationToken Token = CancellationToken.None;

    [Fact]
    public async Task ConnectAsync_PublicName_DialsTheAddressThatWasJudged()
    {
        // The second answer is what a rebinding name server would give to whoever asks again.
        var network = new FakeNetwork().Answering("8.8.8.8").Answering("127.0.0.1");

        await network.Dialler(EgressPolicy.PublicOnly).ConnectAsync("rebind.example", 443, Token);

        Assert.Equal([IPEndPoint.Parse("8.8.8.8:443")], network.Dialled);
    }

    [Theory]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("10.0.0.1", "8.8.8.8")]
    [InlineData("8.8.8.8", "::ffff:169.254.169.254")]
    public async Task ConnectAsync_MixedAddresses_DialsNothing(string first, string second)
    {
        var network = new FakeNetwork().Answering(first, second);

        await Assert.ThrowsAsync<EgressRefusedException>(() => network.Dialler(EgressPolicy.PublicOnly).ConnectAsync("mixed.example", 80, Token));

        Assert.Empty(network.Dialled);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:7f00:1]")]
    public async Task ConnectAsync_LoopbackLiteral_DialsNothing(string host)
    {
        var network = new FakeNetwork();

        var refusal = await Assert.ThrowsAsync<EgressRefusedException>(() => network.Dialler(EgressPolicy.PublicOnly).ConnectAsync(host, 80, Token));

        Assert.Contains("is a loopback address", refusal.Reason, StringComparison.Ordinal);
        Assert.Empty(network.Dialled);
    }

    [Fact]
    public async Task ConnectAsync_FirstAddressDead_TriesTheNext()
    {
        var network = new FakeNetwork { Dead = { "8.8.8.8" } }.Answering("8.8.8.8", "8.8.4.4");

        await network.Dialler(EgressPolicy.PublicOnly).ConnectAsync("two.example", 80, Token);

        Assert.Equal([IPEndPoint.Parse("8.8.8.8:80"), IPEndPoint.Parse("8.8.4.4:80")], network.Dialled);
    }

    [Fact]
    public async Task ConnectAsync_AllAddressesDead_NamesTheLast()
    {
        var network = new FakeNetwork { Dead = { "8.8.8.8", "8.8.4.4" } }.Answering("8.8.8.8", "8.8.4.4");

        var failure = await Assert.ThrowsAsync<DialFailedException>(() => network.Dialler(EgressPolicy.PublicOnly).ConnectAsync("dead.example", 80, Token));

        Assert.Equal((IPEndPoint.Parse("8.8.4.4:80"), SocketError.ConnectionRefused), (failure.EndPoint, failure.Error));
    }

    [Fact]
    public async Task ConnectAsync_UnknownName_HasNoEndPoint()
    {
        var failure = await Assert.ThrowsAsync<DialFailedException>(() => new FakeNetwork().Dialler(EgressPolicy.PublicOnly).ConnectAsync("no.example", 80, Token));

        Assert.Equal((null, SocketError.HostNotFound), (failure.EndPoint, failure.Error));
    }
}
