using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Audit;

public abstract class AuditQueriesTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private IAuditQueries Audit => Get<IAuditQueries>();

    [Fact]
    public async Task List_PageByPage_ShowsEveryEntryOnceTheLatestFirst()
    {
        // Several at the same instant, so that the time alone is no cursor.
        await Data.AddAsync(Enumerable.Range(0, 25).Select(number => Entry($"a.n{number:00}", Data.Now.AddSeconds(number / 10))));
        List<string> seen = [];
        AuditCursor? cursor = null;
        do
        {
            var page = await Audit.ListAsync(Owner, new AuditFilter(), cursor, most: 7, Token);
            seen.AddRange(page.Entries.Select(entry => entry.Action));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([2, 1, 0], seen.Select(action => int.Parse(action[3..], System.Globalization.CultureInfo.InvariantCulture) / 10).Distinct());
    }

    [Fact]
    public async Task List_Filtered_ShowsWhatWasAskedFor()
    {
        var subject = Guid.CreateVersion7();
        await Data.AddAsync(
            Entry("incident.posted", Data.Now, subject: subject), Entry("incident.updated", Data.Now.AddHours(1), "bob@example.com", subject),
            Entry("incidental", Data.Now.AddHours(2)), Entry("token.created", Data.Now.AddHours(3), "Bob@Example.com"));

        Assert.Equal(["incident.updated", "incident.posted"], await ActionsAsync(new AuditFilter(Action: "incident")));
        Assert.Equal(["incident.posted"], await ActionsAsync(new AuditFilter(Action: "incident.posted")));
        Assert.Equal(["token.created", "incident.updated"], await ActionsAsync(new AuditFilter(Person: "BOB@")));
        Assert.Empty(await ActionsAsync(new AuditFilter(Person: "b%b")));
        Assert.Equal(["incident.updated", "incident.posted"], await ActionsAsync(new AuditFilter(Subject: subject)));
        Assert.Equal(["incidental", "incident.updated"], await ActionsAsync(new AuditFilter(From: Data.Now.AddHours(1), To: Data.Now.AddHours(3))));
    }

    [Fact]
    public async Task List_OfAnOrganization_ShowsNothingOfOthers()
    {
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        await Data.AddAsync(AuditEntry.By(Owner with { OrganizationId = other.Id }, "secret.act", Guid.CreateVersion7(), after: null, Data.Now));

        Assert.Empty(await ActionsAsync(new AuditFilter()));
        Assert.Empty(await Audit.ActionsAsync(Owner, Token));
    }

    private async Task<IReadOnlyList<string>> ActionsAsync(AuditFilter filter) =>
        [.. (await Audit.ListAsync(Owner, filter, after: null, most: 50, Token)).Entries.Select(entry => entry.Action)];

    private AuditEntry Entry(string action, DateTimeOffset at, string name = "owner@example.com", Guid? subject = null) =>
        AuditEntry.By(new Actor(Owner.UserId, name, Tenant.Id, Owner.Role, Address: null), action, subject ?? Guid.CreateVersion7(), after: null, at);
}

public sealed class AuditQueriesTestsOnSqlite(PostgresServer server) : AuditQueriesTests(DatabaseKind.Sqlite, server);

public sealed class AuditQueriesTestsOnPostgres(PostgresServer server) : AuditQueriesTests(DatabaseKind.Postgres, server);
