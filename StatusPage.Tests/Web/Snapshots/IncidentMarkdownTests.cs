using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Snapshots;

public sealed class IncidentMarkdownTests
{
    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](jAvA&colon;alert(1))")]
    [InlineData("[x](jAvAscript&colon;alert(1))")]
    [InlineData("[x](&#106;avascript&#58;alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x](//example.com/a)")]
    [InlineData("[x](/admin)")]
    public void ToHtml_AddressThatIsNotTheWeb_LosesTheAddress(string markdown)
    {
        Assert.Equal("<p><a>x</a></p>", IncidentMarkdown.ToHtml(markdown).Value);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a <b onclick=\"x()\">b</b>", "<p>a &lt;b onclick=\"x()\"&gt;b&lt;/b&gt;</p>")]
    [InlineData("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>")]
    public void ToHtml_RawHtml_IsShownAsText(string markdown, string expected)
    {
        var html = IncidentMarkdown.ToHtml(markdown).Value;

        Assert.Contains(expected.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal), html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Image_IsDropped()
    {
        Assert.Equal("<p>before  after</p>", IncidentMarkdown.ToHtml("before ![pixel](https://tracker.example/p.gif) after").Value);
    }

    [Theory]
    [InlineData("https://example.com/a?b=1&c=2", "https://example.com/a?b=1&amp;c=2")]
    [InlineData("mailto:help@example.com", "mailto:help@example.com")]
    public void ToHtml_LinkToTheWeb_IsKeptAndMarked(string target, string written)
    {
        Assert.Equal(
            $"<p><a href=\"{written}\" rel=\"nofollow noopener noreferrer\">x</a></p>",
            IncidentMarkdown.ToHtml($"[x]({target} \"a title\")").Value);
    }

    [Fact]
    public void ToHtml_OrdinaryText_KeepsItsForm()
    {
        Assert.Equal("<p>We <strong>know</strong> and <em>fix</em>.</p>\n<ul>\n<li><code>a</code></li>\n</ul>", IncidentMarkdown.ToHtml("We **know** and *fix*.\n\n- `a`").Value);
    }

    [Fact]
    public void ToHtml_HeadingAboveThePagesOwn_IsLoweredBelowThem()
    {
        Assert.Equal("<h3>Big</h3>\n<h3>Next</h3>\n<h4>Small</h4>", IncidentMarkdown.ToHtml("# Big\n## Next\n#### Small").Value);
    }

    [Fact]
    public void ToHtml_ListThatGoesOn_KeepsItsNumbers()
    {
        Assert.Equal("<ol start=\"7\">\n<li>seven</li>\n<li>eight</li>\n</ol>", IncidentMarkdown.ToHtml("7. seven\n8. eight").Value);
    }

    [Theory]
    [InlineData(">", 1000)]
    [InlineData("- ", 1000)]
    [InlineData("[", 10_000)]
    [InlineData("![", 9_000)]
    public void ToHtml_NestedTooDeep_IsShownAsItWasTyped(string mark, int times)
    {
        var typed = string.Concat(Enumerable.Repeat(mark, times));

        Assert.Equal(
            $"<p>{typed.Replace(">", "&gt;", StringComparison.Ordinal)}&lt;b&gt;<br>\nx</p>", IncidentMarkdown.ToHtml(typed + "<b>\nx").Value);
    }
}
