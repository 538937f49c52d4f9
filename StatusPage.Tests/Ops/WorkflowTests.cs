using System.Text.RegularExpressions;
using StatusPage.Tests.Fixtures;
using YamlDotNet.Serialization;

namespace StatusPage.Tests.Ops;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Repository.PathOf(".github", "workflows"), "*.yml").Select(Path.GetFileName).Cast<string>()];

    [Theory, MemberData(nameof(Workflows))]
    public void Actions_ArePinnedByCommitAndNameTheirVersion(string workflow)
    {
        var uses = Text(workflow).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal));

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(PinnedAction(), line));
    }

    [Theory]
    [InlineData("- uses: actions/checkout@v7")]
    [InlineData("- uses: actions/checkout@3d3c42e5 # v7.0.1")]
    [InlineData("- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1")]
    public void Actions_PinnedByLess_AreRefused(string line) => Assert.DoesNotMatch(PinnedAction(), line);

    [Theory, MemberData(nameof(Workflows))]
    public void Permissions_AreNoneUnlessAJobSaysSo(string workflow)
    {
        Assert.Empty(Assert.IsType<Dictionary<object, object>>(Parse(workflow)["permissions"]));
        Assert.All(Jobs(workflow), job => Assert.IsType<Dictionary<object, object>>(job["permissions"]));
    }

    [Theory, MemberData(nameof(Workflows))]
    public void Jobs_AreBoundedAndNameTheirMachine(string workflow)
    {
        Assert.True(Parse(workflow).ContainsKey("concurrency"));
        Assert.All(Jobs(workflow), job =>
        {
            Assert.Matches("^[0-9]+$", (string)job["timeout-minutes"]);
            Assert.Matches("^ubuntu-[0-9.]+$", (string)job["runs-on"]);
        });
    }

    [Theory, MemberData(nameof(Workflows))]
    public void Checkout_LeavesNoCredentials(string workflow)
    {
        var checkouts = Jobs(workflow)
            .SelectMany(job => (List<object>)job["steps"])
            .Cast<Dictionary<object, object>>()
            .Where(step => step.TryGetValue("uses", out var uses) && ((string)uses).StartsWith("actions/checkout@", StringComparison.Ordinal));

        Assert.All(checkouts, step => Assert.Equal("false", ((Dictionary<object, object>)step["with"])["persist-credentials"]));
    }

    private static string Text(string workflow) => File.ReadAllText(Repository.PathOf(".github", "workflows", workflow));

    private static Dictionary<object, object> Parse(string workflow) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(Text(workflow));

    private static IEnumerable<Dictionary<object, object>> Jobs(string workflow) =>
        ((Dictionary<object, object>)Parse(workflow)["jobs"]).Values.Cast<Dictionary<object, object>>();

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PinnedAction();
}
