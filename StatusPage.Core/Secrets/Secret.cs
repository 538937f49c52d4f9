using System.Text.Json.Serialization;

namespace StatusPage.Core.Secrets;

/// <summary>A text that is kept encrypted. Only <see cref="ISecrets"/> makes it readable, where it is needed, and nothing prints it.</summary>
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret
{
    internal Secret(string text, bool isPlain)
    {
        (Text, IsPlain) = (text, isPlain);
    }

    /// <summary>As it is kept.</summary>
    internal string Text { get; }

    /// <summary>Whether it was kept before it was encrypted; it is with the next change.</summary>
    internal bool IsPlain { get; }

    public override string ToString() => "(secret)";
}
