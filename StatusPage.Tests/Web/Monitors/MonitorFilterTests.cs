using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;
using StatusPage.Core.Schedules;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class MonitorFilterTests
{
    private static readonly FedPage Shop = new(PublicPageId.New(), "Shop");

    private static readonly MonitorRow[] Rows =
    [
        Row("api", MonitorState.Up, 3, tags: ["prod", "EU"]),
        Row("db", MonitorState.Down, 1, tags: ["prod"]),
        Row("mail", MonitorState.Paused, 2, page: Shop),
    ];

    [Theory]
    [InlineData("", null, null, "api,db,mail")]
    [InlineData("MAIL", null, null, "mail")]
    [InlineData("example prod", null, null, "api,db")]
    [InlineData(null, "down", null, "db")]
    [InlineData(null, "nonsense", null, "api,db,mail")]
    [InlineData(null, null, "eu", "api")]
    [InlineData("api", "down", null, "")]
    public void Apply_ToAll_ShowsThoseThatFit(string? text, string? state, string? tag, string names) =>
        Assert.Equal(names, Names(MonitorFilter.From(text, state, tag, page: null, sort: null)));

    [Theory]
    [InlineData("name", "api,db,mail")]
    [InlineData("state", "db,api,mail")]
    [InlineData("last", "api,mail,db")]
    [InlineData("next", "db,mail,api")]
    [InlineData("nonsense", "api,db,mail")]
    public void Apply_InAnOrder_Sorts(string sort, string names) => Assert.Equal(names, Names(MonitorFilter.From(null, null, null, null, sort)));

    [Fact]
    public void Apply_ToAPage_ShowsWhatFeedsIt() => Assert.Equal("mail", Names(MonitorFilter.From(null, null, null, Shop.Id.ToString(), null)));

    [Fact]
    public void ToQuery_AndBack_IsTheSame()
    {
        var filter = MonitorFilter.From("a b", "Down", "prod", Shop.Id.ToString(), "last");
        var query = filter.ToQuery();

        Assert.Equal(filter, MonitorFilter.From((string?)query["q"], (string?)query["state"], (string?)query["tag"], (string?)query["page"], (string?)query["sort"]));
        Assert.All(MonitorFilter.From(null, null, null, null, null).ToQuery().Values, Assert.Null);
    }

    private static string Names(MonitorFilter filter) => string.Join(',', filter.Apply(Rows).Select(row => row.Name));

    private static MonitorRow Row(string name, MonitorState state, int minute, string[]? tags = null, FedPage? page = null) => new(
        StatusMonitorId.New(), name, $"https://{(name == "mail" ? "mail" : "example")}.org/", state, DateTimeOffset.UnixEpoch, Schedule.Every(60), tags ?? [],
        page is null ? [] : [page], DateTimeOffset.UnixEpoch.AddMinutes(minute), DateTimeOffset.UnixEpoch.AddMinutes(minute), null, null);
}
