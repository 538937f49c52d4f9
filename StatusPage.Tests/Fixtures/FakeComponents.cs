using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeComponents(params ComponentChoice[] choices) : IComponentQueries
{
    public Task<IReadOnlyList<ComponentChoice>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ComponentChoice>>(choices);
}
