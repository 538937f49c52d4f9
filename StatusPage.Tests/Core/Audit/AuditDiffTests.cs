using StatusPage.Core.Audit;

namespace StatusPage.Tests.Core.Audit;

public sealed class AuditDiffTests
{
    [Fact]
    public void Between_TwoObjects_SaysEachMember() => Assert.Equal(
        [new("name", "a", "b"), new("same", "1", "1"), new("deep.gone", "true", null), new("deep.list", null, "[1,2]")],
        AuditDiff.Between("""{"name":"a","same":1,"deep":{"gone":true}}""", """{"name":"b","same":1,"deep":{"list":[1,2],"none":null}}"""));

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("no json", "no json", 1)]
    [InlineData(null, "\"word\"", 1)]
    public void Between_WhatIsNoObject_IsOneMember(string? before, string? after, int members) =>
        Assert.Equal(members, AuditDiff.Between(before, after).Count);
}
