using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Organizations;

public abstract class SetupTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly SetupRequest Request =
        new("owner@example.com", "correct horse battery", Organization: null, "Acme & Söhne", Slug: null, "shop.example.com/health", "Europe/Berlin");

    [Fact]
    public async Task RunAsync_WithTheRightCode_CreatesEverything()
    {
        var result = await RunAsync(await CodeAsync(), Request);

        var page = Assert.Single(await Data.AllAsync<PublicPage>());
        Assert.Equal(("Acme & Söhne", "acme-sohne", "Europe/Berlin", true), (page.Name, page.Slug, page.TimeZone, page.IsDefault));
        Assert.Equal(new SetupResult(page.OrganizationId, page.Id, "acme-sohne", Assert.Single(await Data.AllAsync<StaffUser>()).UserId), result);
        Assert.Equal(Role.Owner, Assert.Single(await Data.AllAsync<Member>()).Role);
        Assert.Equal("https://shop.example.com/health", Assert.Single(await Data.AllAsync<StatusMonitor>()).Target);
        Assert.Equal("Website", Assert.Single(await Data.AllAsync<ServiceComponent>()).Name);
        Assert.Equal(ComponentStatus.Unknown, Assert.Single(await Data.AllAsync<StatusSpan>()).Status);
        Assert.Equal(page.Id.Value, Assert.Single(await Data.AllAsync<OutboxMessage>()).SubjectId);
        Assert.Equal("installation.set_up", Assert.Single(await Data.AllAsync<AuditEntry>()).Action);
        Assert.Equal("https://status.example.com", Assert.Single(await Data.AllAsync<Installation>()).PublicUrl);
    }

    [Fact]
    public async Task RunAsync_WithAHostLongerThanAName_CutsTheName()
    {
        var host = $"{new string('a', 60)}.{new string('b', 60)}.example";

        await RunAsync(await CodeAsync(), Request with { FirstAddress = $"https://{host}/health" });

        var monitor = Assert.Single(await Data.AllAsync<StatusMonitor>());
        Assert.Equal((host[..100], $"https://{host}/health"), (monitor.Name, monitor.Target));
    }

    [Fact]
    public async Task RunAsync_Done_MakesTheOwnerAnActor()
    {
        var result = await RunAsync(await CodeAsync(), Request);

        var actor = await Get<IActors>().FindAsync(result.OwnerId, "192.0.2.1", Token);

        Assert.Equal(new Actor(result.OwnerId, "owner@example.com", result.OrganizationId, Role.Owner, "192.0.2.1"), actor);
        Assert.Null(await Get<IActors>().FindAsync(UserId.New(), address: null, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task RunAsync_WithAWrongCode_IsRefused(string code)
    {
        await CodeAsync();

        await Assert.ThrowsAsync<RuleViolationException>(() => RunAsync(code, Request));

        Assert.Empty(await Data.AllAsync<StaffUser>());
    }

    [Fact]
    public async Task RunAsync_ASecondTime_IsRefused()
    {
        var code = await CodeAsync();
        await RunAsync(code, Request);

        await Assert.ThrowsAsync<RuleViolationException>(() => RunAsync(code, Request with { Email = "other@example.com" }));

        Assert.Null(await Get<ISetup>().PendingCodeAsync(Token));
        Assert.Single(await Data.AllAsync<Organization>());
    }

    [Fact]
    public async Task RunAsync_EightAtOnceOnTwoNodes_OneWins()
    {
        var code = await CodeAsync();
        var nodes = new[] { Data.Node, Data.AddNode() };

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() => WinsAsync(nodes[index % 2], code, index), Token)));

        Assert.Single(runs, won => won);
        Assert.Single(await Data.AllAsync<Organization>());
        Assert.Single(await Data.AllAsync<StaffUser>());
    }

    [Fact]
    public async Task PendingCodeAsync_AfterARestartAndOnOtherNodes_IsTheSame()
    {
        var code = await CodeAsync();

        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Data.AddNode().Get<ISetup>().PendingCodeAsync(Token)));

        Assert.Matches("^[0-9a-f]{32}$", code);
        Assert.All(others, other => Assert.Equal(code, other));
    }

    [Fact]
    public async Task PendingCodeAsync_ThreeNodesThatStartAtOnce_AgreeOnOne()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => Data.AddNode()).ToList();

        var codes = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<ISetup>().PendingCodeAsync(Token), Token)));

        Assert.Single(codes.Distinct());
    }

    [Fact]
    public async Task PendingCodeAsync_InTheDatabase_IsNotReadable()
    {
        var code = await CodeAsync();

        var kept = Assert.Single(await Data.AllAsync<Installation>()).ProtectedSetupCode;

        Assert.DoesNotContain(code, kept, StringComparison.Ordinal);
    }

    public static TheoryData<SetupRequest> Unusable =>
    [
        Request with { FirstAddress = "ftp://example.com/" },
        Request with { FirstAddress = "http://user@example.com/" },
        Request with { Email = "Owner <owner@example.com>" },
        Request with { Password = "short" },
        Request with { PageName = " " },
        Request with { Slug = "Not A Slug" },
        Request with { TimeZone = "Mars/Olympus" },
    ];

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_WithAValueThatCannotBeUsed_LeavesNothingAndCanBeRepeated(SetupRequest request)
    {
        var code = await CodeAsync();

        await Assert.ThrowsAsync<RuleViolationException>(() => RunAsync(code, request));

        Assert.Empty(await Data.AllAsync<StaffUser>());
        Assert.Empty(await Data.AllAsync<Organization>());
        Assert.Equal(code, await CodeAsync());
        await RunAsync(code, Request);
    }

    [Fact]
    public async Task RunAsync_WithoutAnAddress_CreatesAnEmptyPage()
    {
        await RunAsync(await CodeAsync(), Request with { FirstAddress = " ", Organization = "Holding", Slug = "my-page" });

        Assert.Empty(await Data.AllAsync<ServiceComponent>());
        Assert.Equal("Holding", Assert.Single(await Data.AllAsync<Organization>()).Name);
        Assert.Equal("my-page", Assert.Single(await Data.AllAsync<PublicPage>()).Slug);
    }

    private static async Task<bool> WinsAsync(TestNode node, string code, int index)
    {
        try
        {
            await node.Get<ISetup>().RunAsync(code, Request with { Email = $"owner{index}@example.com" }, publicUrl: null, Token);
            return true;
        }
        catch (RuleViolationException)
        {
            return false;
        }
    }

    private async Task<string> CodeAsync() => await Get<ISetup>().PendingCodeAsync(Token) ?? throw new InvalidOperationException("Already set up.");

    private Task<SetupResult> RunAsync(string code, SetupRequest request) =>
        Get<ISetup>().RunAsync(code, request, "https://status.example.com", Token);
}

public sealed class SetupTestsOnSqlite(PostgresServer server) : SetupTests(DatabaseKind.Sqlite, server);

public sealed class SetupTestsOnPostgres(PostgresServer server) : SetupTests(DatabaseKind.Postgres, server);
