using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>Nodes share nothing but the database.</summary>
internal sealed class NoSharedSnapshots : ISharedSnapshots
{
    public bool IsUp => false;

    public Task PutAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PageSnapshot?> FindAsync(PublicPageId page, long version, CancellationToken cancellationToken) => Task.FromResult<PageSnapshot?>(null);

    public Task<IReadOnlyList<(PageSnapshot Snapshot, bool IsDefault)>> NewerAsync(
        Func<PublicPageId, PageSnapshot?> held, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(PageSnapshot Snapshot, bool IsDefault)>>([]);

    public Task AgreeAsync(IReadOnlyCollection<PageSnapshot> confirmed, PublicPageId? defaultPage, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ForgetAsync(PublicPageId page, CancellationToken cancellationToken) => Task.CompletedTask;
}
