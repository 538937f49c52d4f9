using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using Entries = StatusPage.Core.Audit.AuditPage;
using Page = StatusPage.Web.Audit.AuditPage;

namespace StatusPage.Tests.Web.Audit;

public sealed class AuditPageTests : StaffContext
{
    private readonly FakeAudit _audit = new();

    public AuditPageTests() => Services.AddSingleton<IAuditQueries>(_audit);

    [Fact]
    public void Entry_OfAChange_ShowsWhatItWasAndWhatItBecame()
    {
        _audit.Entries.Add(FakeAudit.Renamed(Time.GetUtcNow()));

        var page = Opened("[data-test=entry]");

        var entry = page.Find("[data-test=entry]");
        Assert.Contains("2026-03-01 12:00:00 UTC", entry.TextContent, StringComparison.Ordinal);
        Assert.Contains("bob@example.com from 192.0.2.7", entry.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Acme", "Acme Cars"), (entry.QuerySelector("del")?.TextContent, entry.QuerySelector("ins")?.TextContent));
    }

    [Fact]
    public async Task Filter_Chosen_IsInTheAddressAndRead()
    {
        _audit.Entries.Add(FakeAudit.Renamed(Time.GetUtcNow()));
        var page = Opened("[data-test=entry]");

        page.Find("[data-test=action]").Change("organization.renamed");
        page.Find("[data-test=person]").Change("bob");

        Assert.EndsWith("?person=bob&action=organization.renamed", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await UntilAsync(() => _audit.Asked is { Person: "bob", Action: "organization.renamed" });
        Assert.Equal(["any", "organization", "organization: renamed"], page.FindAll("[data-test=action] option").Select(option => option.TextContent));
    }

    [Fact]
    public void Older_WhereThereIsMore_LeadsOnByTheAddress()
    {
        _audit.Entries.Add(FakeAudit.Renamed(Time.GetUtcNow()));
        _audit.Next = new AuditCursor(Time.GetUtcNow(), Guid.Empty);

        var older = Opened("[data-test=older]").Find("[data-test=older]").GetAttribute("href");

        Assert.Equal($"/admin/audit?after={Time.GetUtcNow().UtcTicks}-{Guid.Empty:n}", older);
    }

    [Fact]
    public void Empty_SaysWhatWouldStandHere() =>
        Assert.Contains("Every change that somebody makes stands here", Opened("[data-test=empty]").Find("[data-test=empty]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Change_BySomebody_IsShownAndMailsAreNone()
    {
        var page = Opened("[data-test=empty]");
        _audit.Entries.Add(FakeAudit.Renamed(Time.GetUtcNow()));
        var before = _audit.Reads;

        Feed.Publish(new Change(ChangeKind.Mails, Owner.OrganizationId, Guid.Empty));
        Feed.Publish(new Change(ChangeKind.Monitor, Owner.OrganizationId, Guid.Empty));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before, _audit.Reads);
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, Guid.Empty));

        page.WaitForElement("[data-test=entry]");
    }

    [Fact]
    public void Database_Away_KeepsWhatIsShownAndSaysThatItIsOld()
    {
        _audit.Entries.Add(FakeAudit.Renamed(Time.GetUtcNow()));
        var page = Opened("[data-test=entry]");

        _audit.Failure = new FakeDbException();
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Settings, Owner.OrganizationId, Guid.Empty));

        page.WaitForAssertion(() => Assert.True(page.Find("live-mark").HasAttribute("lost")));
        page.Find("[data-test=entry]");
    }

    [Fact]
    public void Operator_IsToldWhoMay()
    {
        Actors.Role = Role.Operator;

        Opened("[data-test=not-for-you]");
        Assert.Equal(0, _audit.Reads);
    }

    private Task UntilAsync(Func<bool> condition) => Patience.UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            return condition();
        },
        "the page to read again");

    private IRenderedComponent<Page> Opened(string until)
    {
        var page = Render<Page>();
        page.WaitForElement(until);
        return page;
    }

    private sealed class FakeAudit : IAuditQueries
    {
        public List<AuditView> Entries { get; } = [];

        public AuditCursor? Next { get; set; }

        public AuditFilter? Asked { get; private set; }

        public int Reads { get; private set; }

        public Exception? Failure { get; set; }

        public static AuditView Renamed(DateTimeOffset at) => new(
            Guid.CreateVersion7(), at, "bob@example.com", "192.0.2.7", "organization.renamed", Guid.Empty, """{"name":"Acme"}""", """{"name":"Acme Cars"}""");

        public Task<Entries> ListAsync(Actor actor, AuditFilter filter, AuditCursor? after, int most, CancellationToken cancellationToken)
        {
            (Asked, Reads) = (filter, Reads + 1);
            return Failure is null ? Task.FromResult(new Entries([.. Entries], Next)) : Task.FromException<Entries>(Failure);
        }

        public Task<IReadOnlyList<string>> ActionsAsync(Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([.. Entries.Select(entry => entry.Action)]);
    }
}
