using StatusPage.Core.Egress;
using StatusPage.Core.Locations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeLocations(params string[] names) : ILocations
{
    public List<UnservedLocation> Unserved { get; } = [];

    public Task ReportAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<LocationView>> AllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LocationView>>(
        [.. names.Select(name => new LocationView(name, 1, EgressPolicy.PublicOnly, DateTimeOffset.UnixEpoch))]);

    public Task<IReadOnlyList<UnservedLocation>> UnservedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UnservedLocation>>([.. Unserved]);
}
