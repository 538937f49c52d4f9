using System.Collections.Concurrent;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakePageSnapshots : IPageSnapshots
{
    private readonly ConcurrentDictionary<PublicPageId, RenderTask> _waiting = new();
    private int _claims;

    public ConcurrentQueue<RenderedPage> Kept { get; } = new();

    /// <summary>What was told of renders that failed.</summary>
    public ConcurrentQueue<(PublicPageId Page, string Problem)> Failed { get; } = new();

    /// <summary>What is done with a page whose versions have to go on above one.</summary>
    public Action<PublicPageId, long>? Outgrown { get; set; }

    /// <summary>Thrown by whatever is asked, as long as it is there.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Thrown when messages are taken, as long as it is there.</summary>
    public Exception? ClaimFailure { get; set; }

    public int Claims => Volatile.Read(ref _claims);

    public IReadOnlyCollection<PublicPageId> Waiting => [.. _waiting.Keys];

    public void Ask(PublicPageId page) => _waiting[page] = new RenderTask(page, [new OutboxLease(Guid.CreateVersion7(), Token: 1, Attempts: 1)]);

    public Task<IReadOnlyList<RenderTask>> ClaimAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _claims);
        ThrowIfAway();
        if (ClaimFailure is { } failure)
        {
            throw failure;
        }

        return Task.FromResult<IReadOnlyList<RenderTask>>([.. _waiting.Values]);
    }

    public Task StoreAsync(RenderedPage rendered, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Kept.Enqueue(rendered);
        return Task.CompletedTask;
    }

    public Task OutgrowAsync(PublicPageId page, long version, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Outgrown?.Invoke(page, version);
        return Task.CompletedTask;
    }

    public Task DoneAsync(RenderTask task, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        _waiting.TryRemove(KeyValuePair.Create(task.PageId, task));
        return Task.CompletedTask;
    }

    public Task FailedAsync(RenderTask task, string problem, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Failed.Enqueue((task.PageId, problem));
        return Task.CompletedTask;
    }

    private void ThrowIfAway()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
