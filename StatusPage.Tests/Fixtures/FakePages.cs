using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Fixtures;

/// <summary>The organisation's pages as a test says, and what was asked to be done to them.</summary>
internal sealed class FakePages : IPageLists, IPageCommands
{
    public List<PageRow> InUse { get; } = [];

    public List<ArchivedPage> Archived { get; } = [];

    public PageDetails? Details { get; set; }

    public PageSurroundings Around { get; set; } = new("https://status.example.com/s/", RootState.Empty, RootPage: null, []);

    /// <summary>Why a slug cannot be had; those that are not in it can.</summary>
    public Dictionary<string, string> Taken { get; } = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    public List<(PublicPageId Id, int? Version, PageSettings Settings, PublicPageId? CloneOf)> Saved { get; } = [];

    public List<string> Acts { get; } = [];

    /// <summary>Thrown by each command, as long as it is there.</summary>
    public Exception? Failure { get; set; }

    public Task<PageList> ListAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult(new PageList([.. InUse], [.. Archived]));

    public Task<PageDetails?> FindAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) =>
        Task.FromResult(Details?.Id == page ? Details : null);

    public Task<PageSurroundings> AroundAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) => Task.FromResult(Around);

    public Task<string?> FrontAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult<string?>("/");

    public Task<string?> SlugProblemAsync(OrganizationId organization, PublicPageId page, string slug, CancellationToken cancellationToken)
    {
        Asked.Add(slug);
        return Task.FromResult(Taken.GetValueOrDefault(slug));
    }

    public Task CreateAsync(Actor actor, PublicPageId id, PageSettings settings, PublicPageId? cloneOf, CancellationToken cancellationToken) =>
        DoAsync(() => Saved.Add((id, null, settings, cloneOf)));

    public Task ChangeAsync(Actor actor, PublicPageId id, int? expectedVersion, PageSettings settings, CancellationToken cancellationToken) => DoAsync(() =>
    {
        if (Details is { } details && expectedVersion != details.Version)
        {
            throw new StaleVersionException();
        }

        Saved.Add((id, expectedVersion, settings, null));
    });

    public Task GiveUpSlugAsync(Actor actor, PublicPageId id, string slug, CancellationToken cancellationToken) => DoAsync(() => Acts.Add($"give up {slug}"));

    public Task ArchiveAsync(Actor actor, PublicPageId id, int? expectedVersion, PageAtRoot? atRoot, CancellationToken cancellationToken) =>
        DoAsync(() => Acts.Add($"archive {expectedVersion}, then {(atRoot is null ? "as it is" : atRoot.Page?.ToString() ?? "nothing")}"));

    public Task RestoreAsync(Actor actor, PublicPageId id, bool toRoot, CancellationToken cancellationToken) =>
        DoAsync(() => Acts.Add(toRoot ? "restore to the root" : "restore"));

    private Task DoAsync(Action act)
    {
        if (Failure is { } failure)
        {
            return Task.FromException(failure);
        }

        act();
        return Task.CompletedTask;
    }
}
