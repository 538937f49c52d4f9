namespace StatusPage.Core.Probing;

public enum CheckOutcome
{
    Success,

    /// <summary>The target did not do what was expected of it.</summary>
    Failure,

    /// <summary>The check could not be carried out here; says nothing about the target.</summary>
    NotRun,
}
