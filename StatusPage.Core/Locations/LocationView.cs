using StatusPage.Core.Egress;

namespace StatusPage.Core.Locations;

/// <summary>A location as its nodes tell of it.</summary>
/// <param name="LiveNodes">Zero when nobody has been heard from there lately.</param>
/// <param name="Policy">What all of its nodes allow, since any of them may get a check.</param>
public sealed record LocationView(string Name, int LiveNodes, EgressPolicy Policy, DateTimeOffset LastSeenAt);
