using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Web.Account;

namespace StatusPage.Web.Live;

/// <summary>
/// A page that keeps itself current: it reads again when the feed hints at a change that concerns it, at most four times a second unless it says otherwise, and now and
/// then without a hint, since hints may be lost. A failed read keeps what is shown, together with when that was heard.
/// </summary>
public abstract partial class LivePage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _waiting;
    private Task _following = Task.CompletedTask;
    private bool _stale = true;

    [Inject]
    public required IStatusFeed Feed { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required CurrentActor CurrentActor { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ILogger<LivePage> Logger { get; init; }

    /// <summary>When what is shown was read; null before the first time.</summary>
    protected DateTimeOffset? LastHeardAt { get; private set; }

    /// <summary>Whether the last read failed, so that what is shown may be old.</summary>
    protected bool IsLost { get; private set; }

    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>How long a page rests between two reads.</summary>
    protected virtual TimeSpan Gap => TimeSpan.FromMilliseconds(250);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _leaving.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }

    /// <summary>Reads everything that is shown, for <paramref name="actor"/>.</summary>
    protected abstract Task LoadAsync(Actor actor);

    protected abstract bool Concerns(Change change);

    // Another address of the same page is another thing to show: not at the next hint, but now.
    protected override void OnParametersSet() => Reload();

    protected override void OnAfterRender(bool firstRender)
    {
        // Not in OnInitialized: that also runs while prerendering, where nothing would unsubscribe.
        if (firstRender)
        {
            _following = FollowAsync();
        }
    }

    /// <summary>Reads again at once.</summary>
    protected void Reload()
    {
        _stale = true;
        _waiting?.Cancel();
    }

    private async Task FollowAsync()
    {
        try
        {
            using var subscription = Feed.Subscribe();
            for (var pause = FirstPause; ;)
            {
                // Reads after subscribing, so that no change falls between the two.
                _stale = false;
                if (await TryLoadAsync())
                {
                    pause = FirstPause;
                    StateHasChanged();
                    await Task.Delay(Gap, Time, Leaving);
                    await NextAsync(subscription, Floor);
                }
                else
                {
                    StateHasChanged();
                    await WaitAsync(waiting => Task.Delay(pause, Time, waiting), LongestPause);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        catch (AccessEndedException ended)
        {
            Navigation.NavigateTo(ended.LeadsTo, forceLoad: true);
        }
        catch (Exception failure) when (!Leaving.IsCancellationRequested)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task<bool> TryLoadAsync()
    {
        try
        {
            await LoadAsync(await CurrentActor.GetAsync(Leaving));
            LastHeardAt = Time.GetUtcNow();
            IsLost = false;
        }
        catch (Exception failure) when (failure is not AccessEndedException && !Leaving.IsCancellationRequested)
        {
            // The database may be away for a while; a wall board must come back by itself.
            // The first time with its stack, then one line a try.
            Log.NotRead(Logger, IsLost ? null : failure, GetType().Name, failure.Message);
            IsLost = true;
        }

        return !IsLost;
    }

    private Task NextAsync(FeedSubscription subscription, TimeSpan atMost) => WaitAsync(
        async waiting =>
        {
            if (!await subscription.NextAsync(Concerns, waiting))
            {
                // The feed has ended with the process; there is nothing more to hear.
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, waiting);
            }
        },
        atMost);

    private async Task WaitAsync(Func<CancellationToken, Task> wait, TimeSpan atMost)
    {
        if (_stale)
        {
            return;
        }

        using var late = new CancellationTokenSource(atMost, Time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Leaving, late.Token);
        _waiting = waiting;
        try
        {
            await wait(waiting.Token);
        }
        catch (OperationCanceledException) when (!Leaving.IsCancellationRequested)
        {
            // Time to read again without a hint.
        }
        finally
        {
            _waiting = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Page} could not be read; what it shows stays until it can: {Problem}")]
        public static partial void NotRead(ILogger logger, Exception? failure, string page, string problem);
    }
}
