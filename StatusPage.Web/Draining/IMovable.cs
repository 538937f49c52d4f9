namespace StatusPage.Web.Draining;

/// <summary>Open sockets of one kind. Safe from any thread.</summary>
internal interface IMovable
{
    /// <summary>How many are expected to go and have not yet.</summary>
    int Awaited { get; }

    /// <summary>Asks each of them to go to another node; returns once all have been asked, not once they have gone.</summary>
    /// <param name="spread">Within which each chooses its moment at random, so that they do not arrive all at once.</param>
    Task AskToMoveAsync(TimeSpan spread);
}
