using System.Threading.Channels;

namespace StatusPage.Core.Live;

/// <summary>One reader's end of the feed; for one reader at a time.</summary>
public sealed class FeedSubscription(ChannelReader<Change> changes, Action unsubscribe) : IDisposable
{
    /// <summary>Waits for a change that concerns the caller and takes all that has come with it; false once the feed has ended.</summary>
    public async Task<bool> NextAsync(Func<Change, bool> concerns, CancellationToken cancellationToken)
    {
        while (await changes.WaitToReadAsync(cancellationToken))
        {
            var hit = false;
            while (changes.TryRead(out var change))
            {
                hit |= change.Kind is ChangeKind.Everything || concerns(change);
            }

            if (hit)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => unsubscribe();
}
