using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;
using StatusPage.Core.Schedules;
using StatusPage.Web.Monitors;
using StatusPage.Web.Schedules;

namespace StatusPage.Tests.Web.Monitors;

public sealed class MonitorDraftTests
{
    private static readonly ServiceComponentId Api = ServiceComponentId.New();

    /// <summary>A monitor that uses everything.</summary>
    internal static MonitorDetails Full(int version = 3) => new(
        StatusMonitorId.New(), MonitorKind.Http, "api", "https://example.com/health", Schedule.ByCron("0 2 * * 1", "Europe/Berlin"), 5000, new Thresholds(3, 2, 800),
        new HttpDetails("POST", "200", "ok", null, FollowRedirects: false, ["Authorization"], HasBody: true), ["eu", "prod"], MonitorState.Up, DateTimeOffset.UnixEpoch,
        null, DateTimeOffset.UnixEpoch, null, version,
        [new CheckDetails("default", MonitorState.Up, null, null, null, null, IsRunning: false, [])],
        [new LinkDetails(Api, "API", PublicPageId.New(), "Acme", ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance)]);

    [Fact]
    public void ToSettings_OfAnUntouchedDraft_IsTheMonitorWithItsSecretsKept()
    {
        var monitor = Full();
        var settings = MonitorDraft.From(monitor).ToSettings();

        Assert.Equal(
            (monitor.Name, monitor.Target, monitor.Schedule, 5000, monitor.Thresholds), (settings.Name, settings.Target, settings.Schedule, settings.TimeoutMs, settings.Thresholds));
        Assert.Equal(["default"], settings.Locations);
        Assert.Equal([new TypedLink(Api, ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance)], settings.Links);
        Assert.Equal(["eu", "prod"], settings.Tags);
        Assert.Equal([new TypedHeader("Authorization", TypedSecret.Kept)], settings.Http.Headers);
        Assert.Equal(TypedSecret.Kept, settings.Http.Body);
        Assert.Equal(("POST", "200", "ok", false), (settings.Http.Method, settings.Http.ExpectedStatus, settings.Http.Contains, settings.Http.FollowRedirects));
    }

    [Fact]
    public void From_AsAClone_IsAnotherMonitorOfAnotherName()
    {
        var monitor = Full();
        var draft = MonitorDraft.From(monitor, asClone: true);

        Assert.NotEqual(monitor.Id, draft.Id);
        Assert.Equal("Copy of api", draft.Name);
        Assert.True(draft.IsComplete);
    }

    [Fact]
    public void Keep_AndBack_IsTheSame()
    {
        var draft = MonitorDraft.From(Full());
        draft.Name = "";
        draft.TimeoutMs = "soon";
        draft.Request.Headers.Add(new HeaderDraft { Name = "X-Key", Value = "typed" });

        var kept = draft.Keep(UserId.New(), draft.Id, seen: 3);
        var back = MonitorDraft.From(KeptMonitor.Read(kept.Write())!);

        Assert.Equal(kept.Write(), back.Keep(new UserId(kept.Owner), draft.Id, seen: 3).Write());
        Assert.Equal(("", "soon", 2, "0 2 * * 1"), (back.Name, back.TimeoutMs, back.Request.Headers.Count, back.Schedule.Cron));
        Assert.Null(KeptMonitor.Read("{}"));
    }

    [Fact]
    public void Request_WithALineThatIsEmpty_HasNoHeaderForIt()
    {
        var draft = new RequestDraft();
        draft.Headers.Add(new HeaderDraft());

        Assert.Null(draft.Problem);
        Assert.Empty(draft.ToHttp().Headers);
        draft.Headers[0].Value = "x";
        Assert.NotNull(draft.Problem);
    }

    [Fact]
    public void Problems_OfAnEmptyDraft_SayWhatToDo()
    {
        var draft = new MonitorDraft();

        Assert.Equal("Give it a name that tells people what is watched.", draft.NameProblem);
        Assert.Equal("Write the address to watch, such as https://example.com/health.", draft.TargetProblem);
        Assert.Equal("Choose at least one location from which it is checked.", draft.LocationsProblem);
        Assert.False(draft.IsComplete);
    }

    [Theory]
    [InlineData("ftp://example.com/", "Only http and https")]
    [InlineData("https://user@example.com/", "user name")]
    [InlineData("exa mple", "spaces")]
    public void TargetProblem_WhileTyping_IsTheRulesOwn(string target, string says) =>
        Assert.Contains(says, new MonitorDraft { Target = target }.TargetProblem, StringComparison.Ordinal);

    [Theory]
    [InlineData("", false)]
    [InlineData("99", false)]
    [InlineData("60001", false)]
    [InlineData("1e3", false)]
    [InlineData(" 250 ", true)]
    public void TimeoutProblem_OfANumber_IsNullInItsRange(string text, bool fits) => Assert.Equal(fits, new MonitorDraft { TimeoutMs = text }.TimeoutProblem is null);

    [Fact]
    public void ThresholdsInWords_OfAnInterval_SayHowLongThatIs()
    {
        var draft = new MonitorDraft { FailuresToDown = "3", DegradedMs = "800" };
        draft.Schedule.Offer(30);

        Assert.Equal(
            "3 failed checks in a row bring it down, 60 s after the first of them; one success brings it up again. 3 checks in a row that take 800 ms or longer make it degraded.",
            draft.ThresholdsInWords);
    }

    [Fact]
    public void ScheduleDraft_ChoosingCertainTimes_BeginsWithSomethingThatWorks()
    {
        var draft = new ScheduleDraft();

        draft.Choose(ScheduleMode.Cron, "Asia/Tokyo");

        Assert.Equal("Mondays 02:00 Asia/Tokyo", draft.Value?.InWords());
        draft.TimeZone = "Mars";
        Assert.Contains("Mars", draft.Problem, StringComparison.Ordinal);
        Assert.Null(draft.Value);
    }
}
