using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Tests.Builders;
using StatusPage.Web.Components;

namespace StatusPage.Tests.Web.Components;

public sealed class ComponentDraftTests
{
    [Theory]
    [InlineData("", "", "Say what customers call it.")]
    [InlineData("Shop", "example.com", "A link begins with https:// or http://, as in https://example.com/docs.")]
    [InlineData("Shop", "https://me:secret@example.com/", "A link carries no user name and no password.")]
    [InlineData("Shop", "https://example.com/docs", null)]
    [InlineData("Shop", "  ", null)]
    public void Draft_AsItIsTyped_SaysWhatToDo(string name, string link, string? problem)
    {
        var draft = new ComponentDraft { Name = name, Link = link };

        Assert.Equal(problem, draft.NameProblem ?? draft.LinkProblem);
        Assert.Equal(problem is null, draft.IsComplete);
    }

    [Fact]
    public void From_AComponent_ThenToSettings_IsTheSame()
    {
        var driver = new TreeDriver(StatusMonitorId.New(), "web", MonitorState.Up, ComponentStatus.PartialOutage, ComponentStatus.Operational);
        var component = Trees.Component("Shop", ComponentGroupId.New()) with { Description = "Where people buy", Link = "https://example.com/", Visible = false, Drivers = [driver] };

        var settings = ComponentDraft.From(component).ToSettings();

        Assert.Equal(
            ("Shop", "Where people buy", "https://example.com/", false, component.GroupId),
            (settings.Name, settings.Description, settings.Link, settings.Visible, settings.Group));
        Assert.Equal(new ComponentDriver(driver.Id, ComponentStatus.PartialOutage, ComponentStatus.Operational), Assert.Single(settings.Drivers));
    }

    [Fact]
    public void Keep_ThenFrom_IsTheSameDraft()
    {
        var id = ServiceComponentId.New();
        var owner = UserId.New();
        var draft = new ComponentDraft { Name = "Shop", Description = "Where", Link = "https://example.com/", Visible = false, Group = ComponentGroupId.New() };
        var monitor = StatusMonitorId.New();
        draft.Drivers[monitor] = new ComponentDriver(monitor, ComponentStatus.PartialOutage);

        var kept = KeptComponent.Read(draft.Keep(id, owner, 3).Write());

        Assert.Equal((id.Value, owner.Value, 3), (kept!.Id, kept.Owner, kept.Seen));
        Assert.Equivalent(draft.ToSettings(), ComponentDraft.From(kept).ToSettings(), strict: true);
        Assert.Null(KeptComponent.Read("{"));
    }
}
