namespace StatusPage.Core;

/// <summary>A setting that cannot be used. The start ends with its message, on one line, which names the key.</summary>
public sealed class ConfigurationException(string key, string problem) : Exception($"{key}: {problem}")
{
    public string Key { get; } = key;
}
