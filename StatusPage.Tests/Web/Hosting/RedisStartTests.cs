using System.Globalization;
using System.Text.Json;
using StatusPage.Core;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

/// <summary>A start beside a Redis that is not there, or is named wrongly.</summary>
public sealed class RedisStartTests(PostgresServer postgres)
{
    [Fact]
    public async Task Start_RedisCannotBeReached_ServesAndSaysSo()
    {
        var database = await postgres.CreateDatabaseAsync();
        var nobody = string.Create(CultureInfo.InvariantCulture, $"--ConnectionStrings:Redis=127.0.0.1:{Ports.Next()}");

        await using (var host = await WebHost.StartAsync($"--ConnectionStrings:Database={database}", nobody))
        {
            using var browser = host.Browser();
            using var ready = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.Equal("down", ready.RootElement.GetProperty("redis").GetString());
        }

        await postgres.DropAsync(database);
    }

    [Fact]
    public async Task Start_RedisNamedWrongly_NamesTheKey()
    {
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(
            () => WebHost.StartAsync("--ConnectionStrings:Database=Host=127.0.0.1", "--ConnectionStrings:Redis=redis://"));

        Assert.Equal("ConnectionStrings:Redis", refusal.Key);
    }
}
