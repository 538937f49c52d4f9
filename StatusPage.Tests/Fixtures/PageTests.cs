using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about the pages of two organisations; that of the first stands at the root of the installation.</summary>
public abstract class PageTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private Tenant? _tenant;
    private Tenant? _other;

    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    protected Tenant Other => _other ?? throw new InvalidOperationException();

    protected Actor Admin => Tenant.As(Role.Admin);

    protected PublicPageId Page => Tenant.Page.Id;

    protected IPageCommands Commands => Get<IPageCommands>();

    protected IPageLists Lists => Get<IPageLists>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = new Tenant(Data.Now);
        _tenant.Page.MakeDefault();
        await _tenant.SaveAsync(Data);
        _other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
    }

    protected static PageSettings Settings(string name = "Acme", string slug = "acme", bool isDefault = true) =>
        new(name, slug, "Europe/Berlin", PageVisibility.Public, isDefault);

    protected Task MoveAsync(string slug) => Commands.ChangeAsync(Admin, Page, expectedVersion: null, Settings(slug: slug), Token);

    protected async Task<PublicPageId> MakeAsync(string slug, bool isDefault = false, Tenant? tenant = null)
    {
        var id = PublicPageId.New();
        await Commands.CreateAsync((tenant ?? Tenant).As(Role.Admin), id, Settings(slug, slug, isDefault), cloneOf: null, Token);
        return id;
    }

    /// <summary>What the newest view of the page says; null when there is none.</summary>
    protected async Task<PageView?> ViewAsync(PublicPageId? page = null) =>
        await Get<IPageQueries>().FactsAsync(page ?? Page, Data.Now, Token) is { } facts ? PageViewBuilder.Build(facts, Data.Now) : null;

    protected async Task<PageHead> HeadAsync(PublicPageId? page = null) => (await Get<IPageQueries>().HeadsAsync(Token)).Single(head => head.Id == (page ?? Page));

    protected async Task<IReadOnlyList<string>> ActsAsync() => [.. (await Data.AllAsync<AuditEntry>()).Select(entry => entry.Action)];

    protected static async Task<string> RefusalAsync(Task act) => (await Assert.ThrowsAsync<RuleViolationException>(() => act)).Message;
}
