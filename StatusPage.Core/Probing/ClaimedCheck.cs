using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Probing;

/// <summary>A check that this node has leased.</summary>
/// <param name="LeaseToken">Nothing may be written for the check once the row's token is another.</param>
public sealed record ClaimedCheck(OrganizationId OrganizationId, StatusMonitorId MonitorId, string Location, DateTimeOffset DueAt, long LeaseToken);
