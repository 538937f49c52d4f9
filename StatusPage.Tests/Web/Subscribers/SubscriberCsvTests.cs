using System.Text;
using StatusPage.Core.Subscribers;
using StatusPage.Web.Subscribers;

namespace StatusPage.Tests.Web.Subscribers;

public sealed class SubscriberCsvTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("ada@example.com", "Acme", "ada@example.com,Acme,everything,2026-03-01T11:00:00Z")]
    [InlineData("=cmd|'/c calc'!A1@example.com", "Acme", "'=cmd|'/c calc'!A1@example.com,Acme,everything,2026-03-01T11:00:00Z")]
    [InlineData("+tag@example.com", "-Acme", "'+tag@example.com,'-Acme,everything,2026-03-01T11:00:00Z")]
    [InlineData("@ada", "＝1", "'@ada,'＝1,everything,2026-03-01T11:00:00Z")]
    [InlineData("\"a,b\"@example.com", "Acme, \"Inc\"", "\"\"\"a,b\"\"@example.com\",\"Acme, \"\"Inc\"\"\",everything,2026-03-01T11:00:00Z")]
    public void Line_OfAnything_IsOneRowWithoutAFormula(string address, string page, string line) =>
        Assert.Equal(line, SubscriberCsv.Line(new ExportedSubscriber(address, page, [], Noon)));

    [Fact]
    public void Line_OfWhoFollowsComponents_NamesThem() => Assert.Equal(
        "ada@example.com,Acme,\"API; =Web\",", SubscriberCsv.Line(new ExportedSubscriber("ada@example.com", "Acme", ["API", "=Web"], ConfirmedAt: null)));

    [Fact]
    public async Task WriteAsync_Some_BeginsWithAMarkAndTheNamesOfTheColumns()
    {
        using var stream = new MemoryStream();

        await SubscriberCsv.WriteAsync(
            stream, new[] { new ExportedSubscriber("änne@example.com", "Acme", [], Noon) }.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        Assert.Equal("\uFEFFaddress,page,follows,confirmed_at\r\nänne@example.com,Acme,everything,2026-03-01T11:00:00Z\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
