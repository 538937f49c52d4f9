namespace StatusPage.Core.Probing;

/// <summary>Where the time of a probe went; of one that was redirected, the sum over its requests.</summary>
/// <param name="LookUp">Of the name.</param>
/// <param name="Connect">Until an address took the call.</param>
/// <param name="Secure">The TLS handshake; zero without.</param>
/// <param name="Wait">From the sent request to the headers of the answer.</param>
/// <param name="Read">Of as much of the body as is needed.</param>
public sealed record ProbePhases(TimeSpan LookUp, TimeSpan Connect, TimeSpan Secure, TimeSpan Wait, TimeSpan Read);
