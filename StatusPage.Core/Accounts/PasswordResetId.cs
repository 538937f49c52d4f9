namespace StatusPage.Core.Accounts;

public readonly record struct PasswordResetId(Guid Value) : IEntityId<PasswordResetId>
{
    public static PasswordResetId New() => new(Guid.CreateVersion7());

    public static PasswordResetId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("n");
}
