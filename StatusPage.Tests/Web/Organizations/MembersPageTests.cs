using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Web.Organizations;

public sealed class MembersPageTests : StaffContext
{
    private readonly FakeMembers _members = new(Owner);

    public MembersPageTests() => Services.AddSingleton<IMemberQueries>(_members).AddSingleton<IMemberCommands>(_members)
        .AddSingleton<IInvitationCommands>(_members).AddSingleton<IOrganizationCommands>(_members).AddSingleton(new MailOptions(Smtp: null));

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

    [Fact]
    public void Rename_ByAnOwner_HappensAndShowsTheNewNameEverywhere()
    {
        var page = Opened();
        Assert.True(page.Find("[data-test=rename]").HasAttribute("disabled"));
        page.Find("#organization-name").Input("Acme Rockets");

        page.Find("[data-test=rename-form]").Submit();

        page.WaitForAssertion(() => Assert.Equal("Acme Rockets", _members.Organization));
        page.WaitForAssertion(() => Assert.True(Services.GetRequiredService<BunitNavigationManager>().History.First().Options.ForceLoad));
    }

    [Fact]
    public void Rename_WhileSomebodyElseDoes_SaysSoAndKeepsWhatWasTyped()
    {
        var page = Opened();
        page.Find("#organization-name").Input("Acme Rockets");
        Time.Advance(TimeSpan.FromMilliseconds(300));

        _members.Organization = "Acme Cars";
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, Owner.OrganizationId.Value));

        page.WaitForAssertion(() => Assert.Contains("Acme Cars", page.Find("[data-test=overtaken]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Acme Rockets", page.Find("#organization-name").GetAttribute("value"));
    }

    [Fact]
    public void Rename_ByAnAdmin_IsNotOffered()
    {
        Actors.Role = Role.Admin;

        Assert.Empty(Opened().FindAll("[data-test=rename-form]"));
    }

    private IRenderedComponent<MembersPage> Opened()
    {
        var page = Render<MembersPage>();
        page.WaitForAssertion(() => page.Find("[data-test=member]"));
        return page;
    }
}
