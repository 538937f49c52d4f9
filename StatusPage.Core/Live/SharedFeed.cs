using System.Threading.Channels;

namespace StatusPage.Core.Live;

/// <summary>
/// The feed of a node among others. What happens here is told here first and then put out for whoever carries it to the others; what they
/// carry here is told once, however often it comes.
/// </summary>
internal sealed class SharedFeed(InProcessFeed local, NodeOptions node) : IStatusFeed
{
    // What does not fit while nobody carries anything the others read from the sequence anyway.
    private const int Waiting = 1024;

    private readonly SeenChanges _seen = new();
    private readonly Channel<ChangeSet> _outgoing =
        Channel.CreateBounded<ChangeSet>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>This node's own changes, for one reader at a time.</summary>
    public ChannelReader<ChangeSet> Outgoing => _outgoing.Reader;

    public void Publish(ChangeSet changes)
    {
        local.Publish(changes);
        _outgoing.Writer.TryWrite(changes);
    }

    /// <summary>Tells what another node has announced, unless it was told or comes from here.</summary>
    public void Hear(ChangeSet changes)
    {
        if (changes.Node != node.Name && _seen.Add(changes.Id))
        {
            local.Publish(changes);
        }
    }

    /// <summary>Tells everybody to read again, since others may have announced what nobody could hear.</summary>
    public void MissSome() => local.Publish(new Change(ChangeKind.Everything, default, default));

    public FeedSubscription Subscribe() => local.Subscribe();
}
