using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>A leased check and what is to be looked at.</summary>
internal sealed record DueCheck(ClaimedCheck Claim, ProbeTarget Target);
