using System.Reflection;
using StatusPage.Core;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Architecture;

/// <summary>How types, words and files are kept.</summary>
public sealed class NamingTests
{
    private const int LongestCode = 300;
    private const int LongestComponent = 200;

    private static readonly string[] Projects = ["StatusPage.Core", "StatusPage.Jobs", "StatusPage.Web", "StatusPage.Tests", "bench"];
    private static readonly string[] Vague = ["Helper", "Helpers", "Util", "Utils", "Manager", "Service"];

    public static TheoryData<string> PublicViews =>
        [.. typeof(PageView).Assembly.GetTypes().Where(IsView).Select(type => type.FullName ?? "").Order(StringComparer.Ordinal)];

    [Fact]
    public void Types_Names_SayWhatTheyDo()
    {
        var vague = Assemblies.All.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name.Split('`')[0])
            .Where(name => Array.Exists(Vague, end => name.EndsWith(end, StringComparison.Ordinal)));

        Assert.Empty(vague);
    }

    [Fact]
    public void Enums_OfTheModel_HaveAWordForEachValueThatFitsItsColumn()
    {
        var enums = typeof(PageView).Assembly.GetExportedTypes().Where(type => type.IsEnum).ToList();

        var words = enums.Select(type => (type, Words: Enum.GetNames(type).Select(ModelConventions.SnakeCase).ToList())).ToList();

        Assert.NotEmpty(words);
        Assert.All(words, one => Assert.Equal(one.Words.Count, one.Words.Distinct(StringComparer.Ordinal).Count()));
        Assert.All(words, one => Assert.Equal(Enum.GetNames(one.type).Length, Enum.GetValuesAsUnderlyingType(one.type).Cast<object>().Distinct().Count()));
        Assert.All(words.SelectMany(one => one.Words), word => Assert.Matches("^[a-z][a-z0-9_]{0,31}$", word));
    }

    [Theory]
    [MemberData(nameof(PublicViews))]
    public void PublicView_Members_LeadToNoEntityOrId(string view)
    {
        var seen = new HashSet<Type>();

        Walk(typeof(PageView).Assembly.GetType(view)!, seen);

        Assert.DoesNotContain(seen, type => typeof(IOwned).IsAssignableFrom(type));
        Assert.DoesNotContain(seen, type => typeof(IVersioned).IsAssignableFrom(type));
        Assert.DoesNotContain(seen, type => Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEntityId<>)));
        Assert.DoesNotContain(typeof(object), seen);
    }

    [Fact]
    public void Files_OfCode_AreShort()
    {
        var found = Sources("*.cs").ToList();
        var tooLong = found.Where(file => !IsMigration(file) && Lines(file) > LongestCode)
            .Concat(Sources("*.razor").Where(file => Lines(file) > LongestComponent))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.NotEmpty(found);
        Assert.Empty(tooLong);
    }

    private static bool IsView(Type type) =>
        type is { Namespace: "StatusPage.Core.Pages", IsPublic: true } && type.Name.EndsWith("View", StringComparison.Ordinal);

    private static void Walk(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        foreach (var part in type.GetGenericArguments())
        {
            Walk(part, seen);
        }

        if (type.Assembly == typeof(PageView).Assembly)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Walk(property.PropertyType, seen);
            }
        }
    }

    private static IEnumerable<string> Sources(string pattern) => Projects.Select(project => Repository.PathOf(project)).SelectMany(project =>
        Directory.EnumerateDirectories(project).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(project, pattern)));

    private static bool IsMigration(string file) =>
        Path.GetDirectoryName(file) is { } folder && Path.GetFileName(folder) is "Sqlite" or "Postgres"
        && (Path.GetFileName(file).Contains('_', StringComparison.Ordinal) || file.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal));

    private static int Lines(string file) => File.ReadLines(file).Count();
}
