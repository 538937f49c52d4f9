using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Web.Organizations;

public sealed class MembersPageTests : StaffContext
{
    private readonly FakeMembers _members = new(Owner);

    public MembersPageTests() => Services.AddSingleton<IMemberQueries>(_members).AddSingleton<IMemberCommands>(_members)
        .AddSingleton<IInvitationCommands>(_members).AddSingleton(new MailOptions(Smtp: null));

    [Fact]
    public void Invite_WithoutAnAddress_SaysWhatIsMissing()
    {
        var page = Opened();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Type the address of whom you invite.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(_members.Invited);
    }

    [Fact]
    public void Invite_Somebody_ShowsTheLinkToCopySinceMailIsOff()
    {
        var page = Opened();
        page.Find("[data-test=email]").Input("bob@example.com");
        page.Find("[data-test=role-Admin]").Change("Admin");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("https://status.example.com/account/join?token=x", page.Find("[data-test=secret]").GetAttribute("value")));
        Assert.Contains("Mail is not set up", page.Markup, StringComparison.Ordinal);
        Assert.Equal([("bob@example.com", Role.Admin)], _members.Invited);
    }

    [Fact]
    public void Remove_Asked_HappensOnlyWhenSure()
    {
        _members.Add("bob@example.com", Role.Viewer);
        var page = Opened();

        page.Find("[data-test=remove]").Click();
        Assert.Empty(_members.Removed);
        page.Find("[data-test=remove-yes]").Click();

        page.WaitForAssertion(() => Assert.Single(_members.Removed));
    }

    [Fact]
    public void Role_Refused_ShowsWhatIsTrue()
    {
        _members.Refusal = new RuleViolationException("Make somebody else an owner first: an organisation needs one.");
        var page = Opened();

        page.Find("select[data-test=role]").Change("Viewer");

        page.WaitForAssertion(() => Assert.Equal("Owner", page.Find("select[data-test=role] option[selected]").TextContent));
    }

    private IRenderedComponent<MembersPage> Opened()
    {
        var page = Render<MembersPage>();
        page.WaitForAssertion(() => page.Find("[data-test=member]"));
        return page;
    }
}
