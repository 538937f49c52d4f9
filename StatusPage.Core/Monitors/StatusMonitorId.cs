namespace StatusPage.Core.Monitors;

public readonly record struct StatusMonitorId(Guid Value) : IEntityId<StatusMonitorId>
{
    public static StatusMonitorId New() => new(Guid.CreateVersion7());

    public static StatusMonitorId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
