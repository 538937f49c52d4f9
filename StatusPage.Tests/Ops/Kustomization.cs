namespace StatusPage.Tests.Ops;

/// <summary>What the project uses of a kustomization; any other member is refused when one is read.</summary>
internal sealed class Kustomization
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Namespace { get; set; } = "";

    public List<Dictionary<string, object>> Labels { get; set; } = [];

    public List<string> Resources { get; set; } = [];
}
