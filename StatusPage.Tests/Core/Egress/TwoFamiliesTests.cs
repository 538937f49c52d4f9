using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Egress;

namespace StatusPage.Tests.Core.Egress;

/// <summary>Names with several addresses, of which some lead nowhere.</summary>
public sealed class TwoFamiliesTests
{
    private const string Six = "2a00:1450::1";
    private const string Four = "8.8.8.8";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task ConnectAsync_FirstAddressSilent_GivesTheNextItsChanceAtOnce()
    {
        var network = new FakeNetwork { Silent = { [Six] = new() } }.Answering(Six, Four);

        var connecting = network.Dialler(EgressPolicy.PublicOnly, _clock).ConnectAsync("both.example", 443, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(300));

        await connecting.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal([Six, Four], network.Dialled.Select(dialled => dialled.Address.ToString()));
    }

    [Fact]
    public async Task ConnectAsync_FirstAddressSlow_IsStillTakenWhenTheOthersAreDead()
    {
        var late = new TaskCompletionSource<Stream>();
        var network = new FakeNetwork { Silent = { [Four] = late }, Unroutable = { Six } }.Answering(Four, Six);
        using var connection = new MemoryStream();

        var connecting = network.Dialler(EgressPolicy.PublicOnly, _clock).ConnectAsync("both.example", 443, Token);
        _clock.Advance(TimeSpan.FromSeconds(9));
        late.SetResult(connection);

        Assert.Same(connection, await connecting.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    // The address that refused says something about the target; the one without a way there only about this machine.
    [Fact]
    public async Task ConnectAsync_RefusedByOneAndNoWayToTheOther_NamesTheRefusal()
    {
        var network = new FakeNetwork { Dead = { Four }, Unroutable = { Six } }.Answering(Four, Six);

        var failure = await Assert.ThrowsAsync<DialFailedException>(
            () => network.Dialler(EgressPolicy.PublicOnly, _clock).ConnectAsync("both.example", 443, Token));

        Assert.Equal((IPEndPoint.Parse($"{Four}:443"), SocketError.ConnectionRefused), (failure.EndPoint, failure.Error));
    }

    [Fact]
    public async Task ConnectAsync_ACrowdOfOneFamilyDead_ReachesTheOther()
    {
        string[] crowd = [.. Enumerable.Range(1, 9).Select(index => $"2a00:1450::{index}")];
        var network = new FakeNetwork().Answering([.. crowd, Four]);
        network.Unroutable.UnionWith(crowd);

        await network.Dialler(EgressPolicy.PublicOnly, _clock).ConnectAsync("crowd.example", 443, Token);

        Assert.Equal([crowd[0], Four], network.Dialled.Select(dialled => dialled.Address.ToString()));
    }

    [Fact]
    public async Task ConnectAsync_AllSilent_EndsWithTheCallersPatience()
    {
        var network = new FakeNetwork { Silent = { [Six] = new(), [Four] = new() } }.Answering(Six, Four);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var connecting = network.Dialler(EgressPolicy.PublicOnly, _clock).ConnectAsync("both.example", 443, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }
}
