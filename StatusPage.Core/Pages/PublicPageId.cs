namespace StatusPage.Core.Pages;

public readonly record struct PublicPageId(Guid Value) : IEntityId<PublicPageId>
{
    public static PublicPageId New() => new(Guid.CreateVersion7());

    public static PublicPageId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
