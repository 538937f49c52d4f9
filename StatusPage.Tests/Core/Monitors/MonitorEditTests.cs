using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Egress;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Schedules;
using StatusPage.Core.Secrets;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorEditTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private static readonly EgressPolicy Private = new(AllowPrivate: true, []);

    private IMonitorCommands Commands => Get<IMonitorCommands>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await At("default", EgressPolicy.PublicOnly).ReportAsync(Token);
        await At("inside", Private).ReportAsync(Token);
    }

    [Fact]
    public async Task CreateAsync_Twice_MakesOneThatIsDueAtOnceAndSpeaksForItsComponent()
    {
        var id = StatusMonitorId.New();
        var settings = Settings.Of("api", components: Component) with { Tags = ["prod", "Prod", "eu"], Locations = ["inside", "default"] };
        var pageBefore = await PageAsync();

        await Commands.CreateAsync(Tenant.As(Role.Admin), id, settings, secretsFrom: null, Token);
        await Commands.CreateAsync(Tenant.As(Role.Admin), id, settings, secretsFrom: null, Token);

        var made = (await Data.AllAsync<StatusMonitor>()).Single(monitor => monitor.Id == id);
        Assert.Equal(("api", "https://example.com/", Schedule.Every(60)), (made.Name, made.Target, made.Schedule));
        Assert.Equal(["eu", "prod"], made.Tags);
        Assert.Equal(["default", "inside"], (await ClaimAllAsync("default", "inside")).Where(check => check.MonitorId == id).Select(check => check.Location));
        Assert.Equal(ComponentStatus.Unknown, (await Data.AllAsync<StatusSpan>()).Single(span => span.Cause == id.Value).Status);
        Assert.Equal(pageBefore.Version + 1, (await PageAsync()).Version);
        Assert.Equal("monitor.created", Assert.Single(await Data.AllAsync<AuditEntry>()).Action);
    }

    [Fact]
    public async Task ChangeAsync_WhileACheckRuns_DoesNotCountItAndChecksAtOnce()
    {
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var running = await ClaimAsync();

        await ChangeAsync(Settings.Of(target: "https://example.org/", components: Component) with { Schedule = Schedule.ByCron("0 2 * * 1", "Europe/Berlin") });

        Assert.False(await RecordAsync(running, Fails));
        var claimed = await ClaimAsync();
        Assert.True(await RecordAsync(claimed, Works));
        var monitor = Assert.Single(await Data.AllAsync<StatusMonitor>());
        Assert.Equal(("https://example.org/", "0 2 * * 1", "Europe/Berlin", 86_400), (monitor.Target, monitor.Schedule.Cron, monitor.Schedule.TimeZone, monitor.Schedule.EverySeconds));
        Assert.Equal(monitor.Schedule.FirstAfter(claimed.DueAt), Assert.Single(await Data.AllAsync<ScheduledCheck>()).DueAt);
        Assert.Equal(2, (await Data.AllAsync<CheckResult>()).Count);
        Assert.Equal(MonitorState.Up, monitor.State);
    }

    [Fact]
    public async Task ChangeAsync_OfALinksMeaning_SaysItAtOnce()
    {
        await CheckAsync(Fails, Fails);
        var other = await AddComponentAsync("Cache");

        await ChangeAsync(Settings.Of() with { Links = [new TypedLink(Component.Id, ComponentStatus.PartialOutage), new TypedLink(other.Id)] });
        Assert.Equal([ComponentStatus.PartialOutage, ComponentStatus.MajorOutage], await SaidAsync(Component, other));
        await ChangeAsync(Settings.Of(components: other));

        Assert.Equal([null, ComponentStatus.MajorOutage], await SaidAsync(Component, other));
    }

    [Fact]
    public async Task ChangeAsync_OfLocations_AddsAndRemovesTheirChecks()
    {
        await ChangeAsync(Settings.Of(components: Component) with { Locations = ["inside"] });

        Assert.Equal("inside", Assert.Single(await Data.AllAsync<ScheduledCheck>()).Location);
        Assert.Empty(await ClaimAllAsync("default"));
        Assert.Single(await ClaimAllAsync("inside"));
        await RefusedAsync(Settings.Of() with { Locations = ["nowhere"] }, "nowhere");
        await RefusedAsync(Settings.Of() with { Locations = [] }, "location");
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://app.localhost./")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/")]
    public async Task ChangeAsync_ToWhereOneLocationMayNotGo_IsRefusedAndNamesIt(string target)
    {
        await RefusedAsync(Settings.Of(target: target) with { Locations = ["inside", "default"] }, "default");

        Assert.Equal("https://example.com/", Assert.Single(await Data.AllAsync<StatusMonitor>()).Target);
        await RefusedAsync(Settings.Of(target: "http://169.254.169.254/") with { Locations = ["inside"] }, "inside");
        await ChangeAsync(Settings.Of(target: "http://127.0.0.1/") with { Locations = ["inside"] });
    }

    [Fact]
    public async Task ChangeAsync_KeepingSecrets_SendsThemStillButNotToAnotherServer()
    {
        var typed = Settings.Http with { Headers = [new TypedHeader("Authorization", TypedSecret.Of("SENTINEL-1"))], Body = TypedSecret.Of("SENTINEL-2") };
        var kept = Settings.Http with { Headers = [new TypedHeader("authorization", TypedSecret.Kept)], Body = TypedSecret.Kept };
        await ChangeAsync(Settings.Of() with { Http = typed });

        await ChangeAsync(Settings.Of(target: "https://example.com/health") with { Http = kept });
        await RefusedAsync(Settings.Of(target: "https://evil.example/") with { Http = kept }, "another server");
        await RefusedAsync(Settings.Of() with { Http = kept with { Headers = [new TypedHeader("X-Other", TypedSecret.Kept)] } }, "X-Other");
        var clone = StatusMonitorId.New();
        await Commands.CreateAsync(Tenant.As(Role.Admin), clone, Settings.Of("clone") with { Http = kept }, Monitor.Id, Token);

        Assert.All(await Data.AllAsync<StatusMonitor>(), monitor =>
        {
            Assert.Equal("SENTINEL-1", Get<ISecrets>().Reveal(RequestParts.Purpose, Assert.Single(monitor.Http.Headers!).Value));
            Assert.Equal("SENTINEL-2", Get<ISecrets>().Reveal(RequestParts.Purpose, monitor.Http.Body!));
        });
        Assert.DoesNotContain("SENTINEL", string.Join('\n', (await Data.AllAsync<AuditEntry>()).Select(entry => entry.Before + entry.After)), StringComparison.Ordinal);
        var details = await Get<IMonitorQueries>().FindAsync(Tenant.Id, clone, Token);
        Assert.Equal(["authorization"], details!.Http.HeaderNames);
        Assert.True(details.Http.HasBody);
    }

    [Fact]
    public async Task Acts_ByStrangersOrTooLate_ChangeNothing()
    {
        var stranger = (await new Tenant(Data.Now, "Other").SaveAsync(Data)).As(Role.Owner);
        var settings = Settings.Of();

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ChangeAsync(stranger, Monitor.Id, null, settings, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.RenameAsync(stranger, Monitor.Id, null, "mine", Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.PauseAsync(stranger, [Monitor.Id], null, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.ArchiveAsync(stranger, [Monitor.Id], Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.TagAsync(stranger, [Monitor.Id], ["x"], [], Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.CheckNowAsync(stranger, Monitor.Id, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.CreateAsync(stranger, StatusMonitorId.New(), settings, Monitor.Id, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Commands.CreateAsync(stranger, StatusMonitorId.New(), Settings.Of(components: Component), null, Token));
        await Assert.ThrowsAsync<StaleVersionException>(() => Commands.ChangeAsync(Tenant.As(Role.Admin), Monitor.Id, 7, settings, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Commands.ChangeAsync(Tenant.Operator, Monitor.Id, null, settings, Token));
        Assert.Null(await Get<IMonitorQueries>().FindAsync(stranger.OrganizationId, Monitor.Id, Token));
        Assert.Empty(await Get<IMonitorQueries>().ListAsync(stranger.OrganizationId, archived: false, Token));

        var monitor = Assert.Single(await Data.AllAsync<StatusMonitor>());
        Assert.Equal(("web", 1, false), (monitor.Name, monitor.Version, monitor.Paused));
        Assert.Equal(0, Assert.Single(await Data.AllAsync<ScheduledCheck>()).LeaseToken);
        Assert.Empty(await Data.AllAsync<AuditEntry>());
    }

    private LocationRegistry At(string location, EgressPolicy policy) =>
        new(Data.Node.Database, new NodeOptions($"node-{location}", location, Data.Directory), policy);

    private Task ChangeAsync(MonitorSettings settings) => Commands.ChangeAsync(Tenant.As(Role.Admin), Monitor.Id, null, settings, Token);

    private async Task RefusedAsync(MonitorSettings settings, string names) =>
        Assert.Contains(names, (await Assert.ThrowsAsync<RuleViolationException>(() => ChangeAsync(settings))).Message, StringComparison.Ordinal);

    private async Task<ServiceComponent> AddComponentAsync(string name)
    {
        var component = Tenant.AddComponent(name);
        await Tenant.SaveAsync(Data);
        return component;
    }

    private async Task<IEnumerable<ComponentStatus?>> SaidAsync(params ServiceComponent[] components)
    {
        var open = (await Data.AllAsync<StatusSpan>()).Where(span => span.To is null).ToDictionary(span => span.ComponentId, span => span.Status);
        return components.Select(component => open.TryGetValue(component.Id, out var status) ? status : (ComponentStatus?)null);
    }

    private async Task<IReadOnlyList<StatusPage.Core.Probing.ClaimedCheck>> ClaimAllAsync(params string[] locations)
    {
        var claimed = new List<StatusPage.Core.Probing.ClaimedCheck>();
        foreach (var location in locations)
        {
            claimed.AddRange(await Data.WriteAsync(
                context => Data.Node.Database.Dialect.ClaimDueChecksAsync(context, location, 10, TimeSpan.FromSeconds(5), Token)));
        }

        return claimed;
    }
}

public sealed class MonitorEditTestsOnSqlite(PostgresServer server) : MonitorEditTests(DatabaseKind.Sqlite, server);

public sealed class MonitorEditTestsOnPostgres(PostgresServer server) : MonitorEditTests(DatabaseKind.Postgres, server);
