namespace StatusPage.Core.Components;

public readonly record struct ComponentGroupId(Guid Value) : IEntityId<ComponentGroupId>
{
    public static ComponentGroupId New() => new(Guid.CreateVersion7());

    public static ComponentGroupId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
