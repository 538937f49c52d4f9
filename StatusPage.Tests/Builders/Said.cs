using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Tests.Builders;

/// <summary>What an operator types, with everything that a test does not care about filled in.</summary>
public static class Said
{
    public static NewUpdate Update(IncidentStatus status, params (ServiceComponent Component, ComponentStatus Status)[] components) =>
        new(status, $"We are {status}.", components.ToDictionary(pair => pair.Component.Id, pair => pair.Status));

    public static NewIncident Incident(NewUpdate first, DateTimeOffset? startedAt = null) => new("Logins fail", Impact: null, startedAt, first, Pages: []);

    /// <summary>Being investigated, with a partial outage of the components.</summary>
    public static NewIncident Incident(params IEnumerable<ServiceComponent> components) =>
        Incident(Update(IncidentStatus.Investigating, [.. components.Select(component => (component, ComponentStatus.PartialOutage))]));
}
