using StatusPage.Core;
using StatusPage.Core.Monitors;

namespace StatusPage.Tests.Core.Monitors;

public sealed class StatusRangesTests
{
    [Theory]
    [InlineData("2xx", 200, true)]
    [InlineData("2XX", 299, true)]
    [InlineData("2xx", 300, false)]
    [InlineData("2xx,301", 301, true)]
    [InlineData(" 200 , 400-404 ", 402, true)]
    [InlineData("400-404", 405, false)]
    [InlineData("599", 599, true)]
    public void Contain_Code_IsAsWritten(string text, int code, bool expected) => Assert.Equal(expected, StatusRanges.Parse(text).Contain(code));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("ok")]
    [InlineData("6xx")]
    [InlineData("0xx")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("204-200")]
    [InlineData("200-")]
    [InlineData("200-201-202")]
    [InlineData("-200")]
    [InlineData("+200")]
    [InlineData("200 201")]
    public void Parse_NoStatus_IsRefused(string text) => Assert.Throws<RuleViolationException>(() => StatusRanges.Parse(text));
}
