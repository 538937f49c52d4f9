using Bunit;
using Microsoft.AspNetCore.Components;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Shell;

namespace StatusPage.Tests.Web.Shell;

public sealed class AskOnceTests : StaffContext
{
    private int _done;

    [Fact]
    public void Asked_WhatIsForGood_HoldsTheFocusOnTheHarmlessAnswer()
    {
        var asked = Asked(canBeUndone: false);

        Assert.Equal("Remove bob@example.com?", asked.Find("[role=group]").GetAttribute("aria-label"));
        AssertFocused(asked, "remove-no");
        Assert.Equal(0, _done);
    }

    [Fact]
    public void Asked_WhatCanBeUndone_HoldsTheFocusOnTheAct() => AssertFocused(Asked(canBeUndone: true), "remove-yes");

    [Fact]
    public void Escape_Asked_LeavesAndGivesTheFocusBack()
    {
        var asked = Asked(canBeUndone: true);

        asked.Find("[role=group]").KeyDown("Escape");

        asked.WaitForAssertion(() => AssertFocused(asked, "remove"));
        Assert.Equal("Remove bob@example.com", asked.Find("[data-test=remove]").GetAttribute("aria-label"));
        Assert.Equal(0, _done);
    }

    [Fact]
    public void Cancel_Asked_DoesNothing()
    {
        var asked = Asked(canBeUndone: false);

        asked.Find("[data-test=remove-no]").Click();

        asked.WaitForAssertion(() => AssertFocused(asked, "remove"));
        Assert.Equal(0, _done);
    }

    [Fact]
    public void Yes_Asked_DoesItOnceAndAsksAgainTheNextTime()
    {
        var asked = Asked(canBeUndone: false);

        asked.Find("[data-test=remove-yes]").Click();

        asked.WaitForElement("[data-test=remove]");
        Assert.Equal(1, _done);
    }

    [Fact]
    public void Disabled_Asked_CannotBeConfirmed()
    {
        var asked = Asked(canBeUndone: false);

        asked.Render(parameters => parameters.Add(one => one.Disabled, value: true));

        Assert.True(asked.Find("[data-test=remove-yes]").HasAttribute("disabled"));
        Assert.False(asked.Find("[data-test=remove-no]").HasAttribute("disabled"));
    }

    private IRenderedComponent<AskOnce> Asked(bool canBeUndone)
    {
        var asked = Render<AskOnce>(parameters => parameters.Add(one => one.Text, "Remove").Add(one => one.Name, "bob@example.com").Add(one => one.Test, "remove")
            .Add(one => one.Question, "Remove bob@example.com?").Add(one => one.CanBeUndone, canBeUndone).Add(one => one.OnConfirmed, () => _done++));
        asked.Find("[data-test=remove]").Click();
        asked.WaitForElement("[data-test=remove-yes]");
        return asked;
    }

    private void AssertFocused(IRenderedComponent<AskOnce> asked, string test)
    {
        var focused = Assert.IsType<ElementReference>(JSInterop.Invocations.Last(invoked => invoked.Identifier == "Blazor._internal.domWrapper.focus").Arguments[0]);
        focused.ShouldBeElementReferenceTo(asked.Find($"[data-test={test}]"));
    }
}
