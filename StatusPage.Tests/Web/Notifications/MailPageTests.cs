using Bunit;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Notifications;

namespace StatusPage.Tests.Web.Notifications;

public sealed class MailPageTests : StaffContext
{
    [Fact]
    public void Off_SaysHowToTurnItOn()
    {
        var page = Render<MailPage>();

        page.WaitForAssertion(() => Assert.Contains("Smtp:Host", page.Find("[data-test=off]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void On_ShowsSettingsWithoutPasswordAndTests()
    {
        Mail = new MailOptions(FakeMails.Settings with { User = "acme", Password = "s3cret" });
        var page = Render<MailPage>();
        page.WaitForAssertion(() => Assert.Contains("acme", page.Find("[data-test=settings]").TextContent, StringComparison.Ordinal));

        page.Find("[data-test=test]").Click();

        page.WaitForAssertion(() => Assert.Single(Mails.Requested));
        Assert.DoesNotContain("s3cret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ATestThatNobodyTakesUp_SaysSo()
    {
        Mail = new MailOptions(FakeMails.Settings);
        Mails.Last = new MailTestResult("ada@example.com", Time.GetUtcNow().AddMinutes(-1), FinishedAt: null, IsSent: false, Outcome: null);
        var page = Render<MailPage>();

        page.WaitForAssertion(() => Assert.Contains("None has taken it up", page.Find("[data-test=outcome]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Operator_SeesNothing()
    {
        Mail = new MailOptions(FakeMails.Settings);
        Actors.Role = Role.Operator;
        var page = Render<MailPage>();

        page.WaitForAssertion(() => page.Find("[data-test=denied]"));
        Assert.Empty(page.FindAll("[data-test=settings]"));
    }
}
