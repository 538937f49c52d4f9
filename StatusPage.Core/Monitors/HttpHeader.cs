using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

/// <summary>A header that a check sends. Its value may be a password or a token, so all values are kept like those.</summary>
public sealed record HttpHeader(string Name, Secret Value);
