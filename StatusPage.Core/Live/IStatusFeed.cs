namespace StatusPage.Core.Live;

/// <summary>Tells those who are interested what has changed. Safe from any thread.</summary>
public interface IStatusFeed
{
    /// <summary>Never blocks and never fails; call it after the commit.</summary>
    void Publish(Change change);

    /// <summary>Receives from now on, until disposed. A slow reader loses the oldest changes, never the newest.</summary>
    FeedSubscription Subscribe();
}
