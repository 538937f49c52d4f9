namespace StatusPage.Core;

/// <summary>A typed id over a version 7 UUID; its text form is 32 lower-case hex digits everywhere.</summary>
public interface IEntityId<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
