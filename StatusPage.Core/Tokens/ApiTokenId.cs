namespace StatusPage.Core.Tokens;

public readonly record struct ApiTokenId(Guid Value) : IEntityId<ApiTokenId>
{
    public static ApiTokenId New() => new(Guid.CreateVersion7());

    public static ApiTokenId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
