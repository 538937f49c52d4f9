namespace StatusPage.Core.Incidents;

public readonly record struct IncidentId(Guid Value) : IEntityId<IncidentId>
{
    public static IncidentId New() => new(Guid.CreateVersion7());

    public static IncidentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
