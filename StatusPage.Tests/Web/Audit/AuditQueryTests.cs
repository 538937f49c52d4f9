using StatusPage.Core.Audit;
using StatusPage.Web.Audit;

namespace StatusPage.Tests.Web.Audit;

public sealed class AuditQueryTests
{
    private static readonly AuditQuery Nothing = new(Person: null, Action: null, Subject: null, From: null, To: null, After: null);

    [Fact]
    public void Filter_OfWhatTheAddressSays_TakesWholeDays()
    {
        var filter = (Nothing with { Person = " ada ", Action = "incident", From = "2026-03-01", To = "2026-03-02" }).Filter;

        Assert.Equal(
            new AuditFilter("ada", "incident", Subject: null, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero)),
            filter);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("9999-12-31")]
    [InlineData("-1-x")]
    public void Filter_OfWhatCannotBeRead_IsAsIfItWasNotSaid(string text)
    {
        var query = Nothing with { From = text, To = text, Subject = text, After = text };

        Assert.Equal(new AuditFilter(), query.Filter);
        Assert.Null(query.Cursor);
    }

    [Fact]
    public void Beyond_ACursor_IsReadBackFromTheAddress()
    {
        var cursor = new AuditCursor(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(12345670), Guid.CreateVersion7());

        var query = (Nothing with { Action = "a&b" }).Beyond(cursor);

        Assert.Equal(cursor, query.Cursor);
        Assert.StartsWith("/admin/audit?action=a%26b&after=", query.Address, StringComparison.Ordinal);
        Assert.Equal("/admin/audit", Nothing.Address);
    }
}
