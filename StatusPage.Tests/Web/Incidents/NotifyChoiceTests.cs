using Bunit;
using StatusPage.Core.Components;
using StatusPage.Core.Notifications;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

public sealed class NotifyChoiceTests : StaffContext
{
    private readonly IncidentDraft _draft = new();

    [Fact]
    public void Count_FollowsTheComponents()
    {
        Mail = new MailOptions(FakeMails.Settings);
        var choice = Render<NotifyChoice>(parameters => parameters.Add(one => one.Draft, _draft));
        choice.WaitForAssertion(() => Assert.Equal("1 person will be told", choice.Find("[data-test=audience]").TextContent));

        _draft.Components[ServiceComponentId.New()] = ComponentStatus.MajorOutage;
        choice.Render();

        choice.WaitForAssertion(() => Assert.Equal("11 people will be told", choice.Find("[data-test=audience]").TextContent));
    }

    [Fact]
    public void Unticked_TellsNobody()
    {
        Mail = new MailOptions(FakeMails.Settings);
        var choice = Render<NotifyChoice>(parameters => parameters.Add(one => one.Draft, _draft));

        choice.Find("[data-test=notify]").Change(false);

        Assert.Equal("nobody is told by mail", choice.Find("[data-test=audience]").TextContent);
        Assert.False(_draft.ToUpdate(Time.GetUtcNow()).Notify);
    }

    [Fact]
    public void MailOff_SaysSo()
    {
        var choice = Render<NotifyChoice>(parameters => parameters.Add(one => one.Draft, _draft));

        Assert.Contains("Mail is off", choice.Markup, StringComparison.Ordinal);
    }
}
