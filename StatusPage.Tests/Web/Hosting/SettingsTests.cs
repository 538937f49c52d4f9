using StatusPage.Core;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public async Task Start_WithRedisBesideSqlite_NamesTheKey()
    {
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => WebHost.StartAsync("--ConnectionStrings:Redis=localhost:6379"));

        Assert.Equal("ConnectionStrings:Redis", refusal.Key);
    }
}
