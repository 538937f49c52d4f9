using System.Net;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

/// <summary>What a start says that has to wait for its database.</summary>
[Trait("Category", "Process")]
public sealed class StartTests : IDisposable
{
    // Nothing listens on it.
    private static readonly Dictionary<string, string> DatabaseAway = new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Database"] = "postgres://somebody:p%40ss@127.0.0.1:1/status",
    };

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Start_WithoutDatabase_SaysSoWithoutAStack()
    {
        await using var app = AppProcess.Start(_data.Path, DatabaseAway);

        await app.UntilAsync(
            async () => (await app.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode,
            "life",
            TestContext.Current.CancellationToken);

        Assert.Contains(app.Output, line => line.Contains("The database cannot be brought up to date", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Output, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Unattended_HasThePageOnceItSaysWhereToGo()
    {
        await using var app = AppProcess.Start(_data.Path, AppProcess.SetUpWith(new Uri("http://127.0.0.1:1/")));

        await app.LineAsync(line => line.StartsWith("StatusPage is at", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var answer = await app.Http.GetAsync("/s/northwind", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Stop_WhileStarting_EndsWell()
    {
        await using var app = AppProcess.Start(_data.Path, DatabaseAway);
        await app.LineAsync(
            line => line.Contains("The database cannot be brought up to date", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var code = await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(app.Errors);
        Assert.Equal(0, code);
    }
}
