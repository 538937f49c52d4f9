using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Nodes;

/// <summary>Two people on call, each on another node, work on the same things at the same time: each sees what the other does, and nobody's words are lost.</summary>
[Trait("Category", "Browser")]
public sealed class TwoOperatorsTests(Chromium chromium, PostgresServer server)
{
    [Fact]
    public async Task SameIncidentAndMonitor_OnTwoNodes_ShowWhatTheOtherDoesAndKeepWhatIsTyped()
    {
        await using var cluster = new Cluster(new ClusterOptions
        {
            Database = await server.CreateDatabaseAsync(migrated: true),
            Workers = 0,
            HasRedis = true,
            NodeSettings = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
            {
                ["web-1"] = ClusterOptions.Pairs(("StatusPage__RunJobs", "true")),
            },
        });
        await cluster.StartAsync();
        await using var here = await chromium.NewContextAsync(cluster.Webs[0].Address);
        await using var there = await chromium.NewContextAsync(cluster.Webs[1].Address);
        var ann = await SignIn.AsOwnerAsync(here);
        var bob = await JoinAsync(ann, there, cluster.Webs[1].Address);

        await SayBothAsync(ann, bob);
        await ChangeBothAsync(ann, bob);
    }

    private static async Task<IPage> JoinAsync(IPage owner, IBrowserContext there, Uri node)
    {
        var link = await Invitations.InviteAsync(owner, "bob@example.com", "Admin");
        return await Invitations.JoinAsync(there, new Uri(node, new Uri(link).PathAndQuery));
    }

    private static async Task SayBothAsync(IPage ann, IPage bob)
    {
        await bob.GotoAsync("/admin/incidents");
        await Expect(bob.Locator("live-mark")).ToHaveTextAsync("live");
        await ann.GotoAsync("/admin/incidents/new");
        await ann.Locator("#incident-title").FillAsync("Log-in fails");
        await ann.Locator("#incident-body").FillAsync("We are looking into it.");
        await ann.Locator("[data-test=post]").ClickAsync();
        await Expect(ann.Locator("[data-test=update]")).ToHaveCountAsync(1);

        // The other one needs no reload to find it.
        await bob.Locator("[data-test=incident] a").First.ClickAsync();
        await Expect(bob.Locator("[data-test=update]")).ToHaveCountAsync(1);
        await bob.Locator("#incident-body").FillAsync("The host has restarted it.");
        await ann.Locator("#incident-body").FillAsync("It is the host's firewall.");
        await ann.Locator("[data-test=post]").ClickAsync();

        await Expect(bob.Locator("[data-test=stale]")).ToContainTextAsync("It is the host's firewall.");
        await Expect(bob.Locator("#incident-body")).ToHaveValueAsync("The host has restarted it.");
        await Accessibility.AssertCleanAsync(bob);
        await bob.Locator("[data-test=post]").ClickAsync();
        await Expect(bob.GetByText("somebody else has changed the incident")).ToBeVisibleAsync();
        await Expect(bob.Locator("[data-test=update]")).ToHaveCountAsync(2);
        await bob.Locator("[data-test=stale]").GetByRole(AriaRole.Button).ClickAsync();
        await bob.Locator("[data-test=post]").ClickAsync();
        await Expect(bob.Locator("[data-test=update]")).ToHaveCountAsync(3);
        await Expect(ann.Locator("[data-test=update]").First).ToContainTextAsync("The host has restarted it.");
    }

    private static async Task ChangeBothAsync(IPage ann, IPage bob)
    {
        await ann.GotoAsync("/admin/monitors");
        var link = await ann.Locator("[data-test=row] a").First.GetAttributeAsync("href") ?? "";
        var editor = $"{link.TrimEnd('/')}/edit";
        await ann.GotoAsync(editor);
        await bob.GotoAsync(editor);
        await Expect(bob.Locator("#monitor-name")).Not.ToHaveValueAsync("");
        await bob.Locator("#monitor-name").FillAsync("Shop, as Bob calls it");
        await ann.Locator("#monitor-name").FillAsync("Shop, as Ann calls it");
        await ann.Locator("[data-test=save]").ClickAsync();

        await Expect(bob.Locator("[data-test=overtaken]")).ToBeVisibleAsync();
        await Expect(bob.Locator("#monitor-name")).ToHaveValueAsync("Shop, as Bob calls it");
        await Accessibility.AssertCleanAsync(bob);
        await bob.Locator("[data-test=mine]").ClickAsync();
        await ann.GotoAsync("/admin/monitors");
        await bob.Locator("[data-test=save]").ClickAsync();
        await Expect(ann.Locator("[data-test=row]").First).ToContainTextAsync("Shop, as Bob calls it");
    }
}
