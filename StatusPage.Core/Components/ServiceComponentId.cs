namespace StatusPage.Core.Components;

public readonly record struct ServiceComponentId(Guid Value) : IEntityId<ServiceComponentId>
{
    public static ServiceComponentId New() => new(Guid.CreateVersion7());

    public static ServiceComponentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
