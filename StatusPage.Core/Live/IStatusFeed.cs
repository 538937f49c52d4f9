namespace StatusPage.Core.Live;

/// <summary>Tells those who are interested what has changed, on this node and on the others. Safe from any thread.</summary>
public interface IStatusFeed
{
    /// <summary>Tells what a unit of work of this node has changed. Never blocks and never fails; call it after the commit.</summary>
    void Publish(ChangeSet changes);

    /// <summary>Receives from now on, until disposed. A slow reader loses the oldest changes, never the newest.</summary>
    FeedSubscription Subscribe();
}
