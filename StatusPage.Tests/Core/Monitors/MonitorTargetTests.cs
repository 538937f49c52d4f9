using StatusPage.Core;
using StatusPage.Core.Monitors;

namespace StatusPage.Tests.Core.Monitors;

public sealed class MonitorTargetTests
{
    [Theory]
    [InlineData("example.com", "https://example.com/")]
    [InlineData("example.com:8080/x", "https://example.com:8080/x")]
    [InlineData("localhost:8080", "https://localhost:8080/")]
    [InlineData("[::1]:8080", "https://[::1]:8080/")]
    [InlineData("HTTP://Example.COM:80/a?b=c#d", "http://example.com/a?b=c")]
    [InlineData("  https://example.com/health ", "https://example.com/health")]
    [InlineData("http://2130706433/", "http://127.0.0.1/")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    public void Http_Address_IsBroughtToItsNormalForm(string typed, string expected) => Assert.Equal(expected, MonitorTarget.Http(typed));

    [Theory]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("http://example.com:pass@169.254.169.254/")]
    [InlineData("https://user@example.com/")]
    [InlineData("user@example.com")]
    [InlineData("http://example.com\\@127.0.0.1/")]
    [InlineData("http://exa\tmple.com/")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://example.com/\r\nX: y")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:/etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("gopher://example.com/")]
    [InlineData("jar:http://example.com/x.jar!/y")]
    [InlineData("data:text/html,x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("unix:/run/docker.sock")]
    [InlineData("http://\uFFFF.example/")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaa/")]
    [InlineData("dns:///example.com")]
    [InlineData("static:1.2.3.4")]
    [InlineData("mailto:someone@example.com")]
    public void Http_AnythingElse_IsRefused(string typed) => Assert.Throws<RuleViolationException>(() => MonitorTarget.Http(typed));
}
