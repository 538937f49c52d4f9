using System.Text.RegularExpressions;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace StatusPage.Tests.Ops;

public sealed partial class ComposeTests
{
    private static readonly string[] Projects = ["StatusPage.Core", "StatusPage.Jobs", "StatusPage.Web"];
    private static readonly string[] Executables = ["web-1", "web-2", "jobs"];

    private static Dictionary<object, object> Services { get; } = Map(Read()["services"]);

    public static TheoryData<string> Nodes => [.. Executables];

    [Fact]
    public void Services_AreTwoWebsWorkersAndWhatTheyNeed()
    {
        Assert.Equal(["jobs", "nginx", "postgres", "redis", "web-1", "web-2"], Services.Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal("2", Map(Map(Service("jobs")["deploy"]))["replicas"]);
    }

    [Fact]
    public void Services_AllHaveAHealthCheck() =>
        Assert.All(Services.Values, service => Assert.NotEmpty(List(Map(Map(service)["healthcheck"])["test"])));

    [Theory, MemberData(nameof(Nodes))]
    public void Settings_AreOnesThatTheProductReads(string node)
    {
        var known = ProductSources().SelectMany(file => Keys().Matches(File.ReadAllText(file))).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(known, Map(Service(node)["environment"]).Keys.Select(key => ((string)key).Replace("__", ":", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Nodes))]
    public void HealthCheck_AsksThePortOfTheImage(string node)
    {
        var test = List(Map(Service(node)["healthcheck"])["test"]);

        Assert.Equal("http://127.0.0.1:8080/health/ready", test[^1]);
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", File.ReadAllText(Repository.PathOf("Dockerfile")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Nodes))]
    public void Containers_HaveNoRightsAndNoWritableRoot(string node)
    {
        Assert.Equal("true", Service(node)["read_only"]);
        Assert.Equal(["ALL"], List(Service(node)["cap_drop"]));
    }

    [Fact]
    public void Passwords_AreAskedForAndNotKept()
    {
        var lines = File.ReadLines(Repository.PathOf("compose.yaml")).Where(line => line.Contains("password", StringComparison.OrdinalIgnoreCase) && !line.StartsWith('#')).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("${POSTGRES_PASSWORD:?", line, StringComparison.Ordinal));
    }

    [Fact]
    public void KnownProxies_AreTheNetworkOfTheServices()
    {
        var subnet = Map(List(Map(Map(Map(Read()["networks"])["default"])["ipam"])["config"])[0])["subnet"];

        Assert.All(Executables, node => Assert.Equal(subnet, Map(Service(node)["environment"])["StatusPage__KnownProxies"]));
    }

    [Fact]
    public void Nodes_OfTheProxy_AreTheWebs()
    {
        var kept = string.Concat(File.ReadLines(NginxServer.Shared("nodes.conf")).Where(line => !line.StartsWith('#')).Select(line => line + "\n"));

        Assert.Equal(NginxServer.NodesConf(Executables[..2].Select(web => (web, $"{web}:8080"))), kept);
    }

    private static Dictionary<object, object> Read() => new DeserializerBuilder().Build()
        .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(File.ReadAllText(Repository.PathOf("compose.yaml"))))));

    private static Dictionary<object, object> Service(string name) => Map(Services[name]);

    private static Dictionary<object, object> Map(object value) => Assert.IsType<Dictionary<object, object>>(value);

    private static List<object> List(object value) => Assert.IsType<List<object>>(value);

    private static IEnumerable<string> ProductSources() => Projects
        .SelectMany(project => Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex("(?<=\")(ConnectionStrings|StatusPage|Setup|Smtp):[A-Za-z]+(?=\")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();
}
