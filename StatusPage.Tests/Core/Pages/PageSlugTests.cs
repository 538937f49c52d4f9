using CsCheck;
using StatusPage.Core;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Core.Pages;

public sealed class PageSlugTests
{
    [Theory]
    [InlineData("Süd & West", "sud-west")]
    [InlineData("ÅNGSTRÖM 2", "angstrom-2")]
    [InlineData("  --  ", "status")]
    [InlineData("状態", "status")]
    [InlineData("a_b.c", "a-b-c")]
    [InlineData("Ünï\uD800cödé", "uni-code")]
    [InlineData("a\uFFFEb", "a-b")]
    public void From_AName_KeepsItsLettersAndDigits(string name, string slug) => Assert.Equal(slug, PageSlug.From(name));

    // The last sixteen characters have among them what is no character at all.
    [Fact]
    public void From_AnyName_IsASlug() => Gen.OneOf(Gen.String, Text('\u0000', 90), Text('\uFFF0', 9))
        .Sample(name => PageSlug.Checked(PageSlug.From(name)) == PageSlug.From(PageSlug.From(name)), iter: 2_000);

    [Fact]
    public void From_ALongName_IsCutToASlug()
    {
        Assert.Equal(new string('a', 62), PageSlug.From($"{new string('a', 62)} {new string('b', 40)}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a\n")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a/b")]
    public void Checked_WhatIsNoSlug_IsRefused(string? slug) => Assert.Throws<RuleViolationException>(() => PageSlug.Checked(slug));

    [Fact]
    public void Checked_SixtyFourCharacters_AreTooMany()
    {
        Assert.Equal(new string('a', 63), PageSlug.Checked(new string('a', 63)));
        Assert.Throws<RuleViolationException>(() => PageSlug.Checked(new string('a', 64)));
    }

    private static Gen<string> Text(char least, int longest) => Gen.Char[least, '\uFFFF'].Array[0, longest].Select(text => new string(text));
}
