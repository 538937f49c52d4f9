using Microsoft.EntityFrameworkCore;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about a page with one component outside of groups, API, and a group Web with three: Shop, Log-in, Search.</summary>
public abstract class ComponentTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private Tenant? _tenant;
    private ComponentGroup? _group;

    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    protected ComponentGroup Group => _group ?? throw new InvalidOperationException();

    protected Actor Admin => Tenant.As(Role.Admin);

    protected IComponentCommands Components => Get<IComponentCommands>();

    protected IGroupCommands Groups => Get<IGroupCommands>();

    private Dictionary<string, ServiceComponentId> Ids { get; } = new(StringComparer.Ordinal);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = new Tenant(Data.Now);
        _group = _tenant.AddGroup("Web");
        foreach (var name in (string[])["API", "Shop", "Log-in", "Search"])
        {
            var component = _tenant.AddComponent(name);
            Ids[name] = component.Id;
            if (name is not "API")
            {
                component.PutInto(_group);
            }
        }

        await _tenant.SaveAsync(Data);
    }

    protected static ComponentSettings Settings(string name, ComponentGroupId? group = null, params ComponentDriver[] drivers) =>
        new(name, null, null, Visible: true, group, drivers);

    protected ServiceComponentId IdOf(string name) => Ids[name];

    protected async Task<PageTree> TreeAsync() =>
        await Get<IPageTreeQueries>().ReadAsync(Tenant.Id, Tenant.Page.Id, Token) ?? throw new InvalidOperationException();

    /// <summary>The tree as text: <c>API / Web: Shop, Log-in, Search</c>.</summary>
    protected async Task<string> OutlineAsync() => string.Join(" / ", (await TreeAsync()).Groups.Select(group =>
        $"{(group.Name is { } name ? $"{name}: " : "")}{string.Join(", ", group.Components.Select(component => component.Name))}"));

    protected async Task<TreeComponent> ViewAsync(string name) => (await TreeAsync()).Components.Single(component => component.Name == name);

    protected async Task<ServiceComponent> RowAsync(ServiceComponentId id) => await Data.ReadAsync(
        context => context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter]).SingleAsync(row => row.Id == id, Token));

    protected async Task<long> PageVersionAsync() => (await Data.AllAsync<PublicPage>()).Single(page => page.Id == Tenant.Page.Id).ContentVersion;

    protected async Task<PageView> PublicAsync() => PageViewBuilder.Build(
        await Get<IPageQueries>().FactsAsync(Tenant.Page.Id, Data.Now, Token) ?? throw new InvalidOperationException(), Data.Now);
}
