using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about one monitor, checked every minute, that feeds one component; two failures bring it down.</summary>
public abstract class MonitorTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    protected static readonly ProbeResult Works = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(42));

    protected static readonly ProbeResult Fails = ProbeResult.Failed(TimeSpan.FromMilliseconds(7), ProbeReason.ConnectionRefused, "refused");

    private Tenant? _tenant;
    private ServiceComponent? _component;
    private StatusMonitor? _monitor;

    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    protected ServiceComponent Component => _component ?? throw new InvalidOperationException();

    protected StatusMonitor Monitor => _monitor ?? throw new InvalidOperationException();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = new Tenant(Data.Now);
        _component = _tenant.AddComponent();
        _monitor = _tenant.AddMonitor(component: _component);
        await _tenant.SaveAsync(Data);
    }

    protected async Task<ClaimedCheck> ClaimAsync(string location = "default") => Assert.Single(await Data.WriteAsync(
        context => Data.Node.Database.Dialect.ClaimDueChecksAsync(context, location, 10, TimeSpan.FromSeconds(5), Token)));

    protected Task<bool> RecordAsync(ClaimedCheck claimed, ProbeResult result) =>
        Get<ICheckRecorder>().RecordAsync(claimed, Data.Now, result, Token);

    /// <summary>Claims and records one check after another, a minute apart; the clock stands at the last one.</summary>
    protected async Task CheckAsync(params IReadOnlyList<ProbeResult> results)
    {
        foreach (var result in results)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await RecordAsync(await ClaimAsync(), result));
        }
    }

    /// <summary>Ends all leases, as if their time had passed.</summary>
    protected Task<int> EndLeasesAsync() => Data.WriteAsync(context => context.Set<ScheduledCheck>()
        .ExecuteUpdateAsync(row => row.SetProperty(check => check.LeaseUntil, Data.Now), Token));

    protected async Task<MonitorState> StateAsync() => Assert.Single(await Data.AllAsync<StatusMonitor>()).State;

    protected async Task<IReadOnlyList<StatusStatement>> SpansAsync() =>
    [
        .. (await Data.AllAsync<StatusSpan>()).OrderBy(span => span.From).ThenBy(span => span.To is null)
            .Select(span => new StatusStatement(span.Source, span.Status, span.From, span.To)),
    ];

    /// <summary>The page's content version and the number of renders that were asked for.</summary>
    protected async Task<(long Version, int Renders)> PageAsync()
    {
        var version = (await Data.AllAsync<PublicPage>()).Single(page => page.Id == Tenant.Page.Id).ContentVersion;
        return (version, (await Data.AllAsync<OutboxMessage>()).Count(message => message.SubjectId == Tenant.Page.Id.Value));
    }
}
