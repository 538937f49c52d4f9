using StatusPage.Web.Organizations;

namespace StatusPage.Tests.Web.Organizations;

public sealed class RenameDraftTests
{
    private readonly RenameDraft _draft = new();

    public RenameDraftTests() => _draft.Stand("Acme");

    [Theory]
    [InlineData("Acme", false)]
    [InlineData(" Acme ", false)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData("Acme Cars", true)]
    public void IsReady_OnlyForANewName(string typed, bool isReady)
    {
        _draft.Name = typed;

        Assert.Equal(isReady, _draft.IsReady);
    }

    [Fact]
    public void Stand_AnotherNameWhileNothingIsTyped_IsShown()
    {
        _draft.Stand("Acme Cars");

        Assert.Equal(("Acme Cars", false), (_draft.Name, _draft.IsOvertaken));
    }

    [Fact]
    public void Stand_AnotherNameWhileTyping_KeepsWhatWasTyped()
    {
        _draft.Name = "Acme Rockets";

        _draft.Stand("Acme Cars");

        Assert.Equal(("Acme Rockets", true, true), (_draft.Name, _draft.IsOvertaken, _draft.IsReady));
    }

    [Fact]
    public void Stand_WhatWasTyped_IsOver()
    {
        _draft.Name = "Acme Rockets ";

        _draft.Stand("Acme Rockets");

        Assert.Equal(("Acme Rockets", false, false), (_draft.Name, _draft.IsOvertaken, _draft.IsReady));
    }
}
