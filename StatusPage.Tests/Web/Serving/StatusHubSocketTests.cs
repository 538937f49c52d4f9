using System.Globalization;
using System.Text.Json;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>The hub, heard through a bare socket.</summary>
public sealed class StatusHubSocketTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartWithPagesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Watch_KnownPage_SendsVersionAndTimeAtOnce()
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync("""{"type":1,"target":"Watch","arguments":["demo"]}""");

        var changed = await hub.ChangedAsync();
        Assert.Equal(JsonValueKind.Number, changed.GetProperty("version").ValueKind);
        Assert.Equal(1, changed.GetProperty("version").GetInt64());
        Assert.Equal(
            PageViews.Noon,
            DateTimeOffset.ParseExact(changed.GetProperty("at").GetString()!, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Watch_ThenChange_SendsTheNewVersion()
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);
        await hub.SendAsync("""{"type":1,"target":"Watch","arguments":["demo"]}""");
        await hub.ChangedAsync();

        await _host.Push.ChangedAsync(SampleSnapshots.Snapshot(version: 2), TestContext.Current.CancellationToken);

        Assert.Equal(2, (await hub.ChangedAsync()).GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("""["missing"]""", "There is no such page.")]
    [InlineData("[null]", "There is no such page.")]
    [InlineData("""[""]""", "There is no such page.")]
    [InlineData("[]", "Failed to invoke 'Watch'")]
    [InlineData("[7]", "Failed to invoke 'Watch'")]
    [InlineData("""["demo","other"]""", "Failed to invoke 'Watch'")]
    public async Task Watch_NoSuchPage_IsAnErrorThatLeavesTheConnection(string arguments, string error)
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":{{arguments}}}""");

        Assert.Contains(error, await hub.RecordAsync(), StringComparison.Ordinal);
        await hub.SendAsync("""{"type":1,"target":"Watch","arguments":["demo"]}""");
        Assert.Equal(1, (await hub.ChangedAsync()).GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("GetVersion")]
    [InlineData("OnConnectedAsync")]
    [InlineData("GroupOf")]
    [InlineData("Dispose")]
    public async Task Invoke_OtherMethod_IsUnknown(string method)
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[]}""");

        Assert.Contains("HubException: Method does not exist.", await hub.RecordAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(200_000)]
    public async Task Send_OverlongMessage_ClosesTheConnection(int length)
    {
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync($$"""{"type":1,"target":"Watch","arguments":["{{new string('a', length)}}"]}""");

        string? record;
        do
        {
            record = await hub.RecordAsync();
        }
        while (record is not null && record.Contains("\"type\":7", StringComparison.Ordinal));
        Assert.Null(record);
    }

    [Fact]
    public async Task Send_Rubbish_ClosesThatConnectionOnly()
    {
        using var other = await HubSocket.ConnectAsync(_host.Address);
        using var hub = await HubSocket.ConnectAsync(_host.Address);

        await hub.SendAsync("<html>");

        Assert.Contains("\"type\":7", await hub.RecordAsync(), StringComparison.Ordinal);
        await other.SendAsync("""{"type":1,"target":"Watch","arguments":["demo"]}""");
        Assert.Equal(1, (await other.ChangedAsync()).GetProperty("version").GetInt64());
    }
}
