namespace StatusPage.Core;

/// <summary>A setting that cannot be used. It stops the start, with one line.</summary>
/// <param name="key">As the operator writes it: <c>StatusPage:Location</c>.</param>
public sealed class ConfigurationException(string key, string problem) : Exception($"{key}: {problem}")
{
    public string Key { get; } = key;
}
