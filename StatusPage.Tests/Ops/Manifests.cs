using k8s;
using k8s.Models;
using StatusPage.Tests.Fixtures;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace StatusPage.Tests.Ops;

/// <summary>The objects of k8s/, read so that a member which the API does not know is an error.</summary>
internal static class Manifests
{
    private static readonly string Folder = Repository.PathOf("k8s");

    public static IEnumerable<string> Kustomizations() => All().Where(IsKustomization);

    public static IEnumerable<string> Files() => All().Where(file => !IsKustomization(file));

    public static IEnumerable<TObject> Objects<TObject>() =>
        Files().SelectMany(file => Read(File.ReadAllText(file))).OfType<TObject>();

    public static IEnumerable<V1Container> Containers() =>
        Objects<V1Deployment>().SelectMany(deployment => deployment.Spec.Template.Spec.Containers);

    public static List<object> Read(string yaml) => KubernetesYaml.LoadAllFromString(yaml, typeMap: null, strict: true);

    public static Kustomization ReadKustomization(string file) => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .Build()
        .Deserialize<Kustomization>(File.ReadAllText(file));

    private static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static bool IsKustomization(string file) => Path.GetFileName(file) == "kustomization.yaml";
}
