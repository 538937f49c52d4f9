namespace StatusPage.Core.Subscribers;

public readonly record struct SubscriberId(Guid Value) : IEntityId<SubscriberId>
{
    public static SubscriberId New() => new(Guid.CreateVersion7());

    public static SubscriberId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
