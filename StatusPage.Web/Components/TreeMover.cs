using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Components;

/// <summary>Saves what one person moves, one after the other: whoever holds a key down is faster than the database.</summary>
internal sealed class TreeMover(IComponentCommands components, IGroupCommands groups)
{
    private Task _last = Task.CompletedTask;

    /// <summary>How many moves there have been.</summary>
    public int Count { get; private set; }

    public bool IsBusy => !_last.IsCompleted;

    public Task RunAsync(Actor actor, PublicPageId page, TreeOrder order, CancellationToken cancellationToken)
    {
        Count++;
        var run = RunAfterAsync(_last, actor, page, order, cancellationToken);
        _last = run;
        return run;
    }

    private async Task RunAfterAsync(Task before, Actor actor, PublicPageId page, TreeOrder order, CancellationToken cancellationToken)
    {
        // Whether the one before has failed, whoever asked for it has been told.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (order.Groups is { } wanted)
        {
            await groups.ArrangeAsync(actor, page, wanted, cancellationToken);
        }
        else if (order.Components is { } siblings)
        {
            await components.ArrangeAsync(actor, page, order.Group, siblings, cancellationToken);
        }
    }
}
