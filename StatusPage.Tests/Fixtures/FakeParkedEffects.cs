using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeParkedEffects : IParkedEffects
{
    public List<ParkedEffect> Effects { get; } = [];

    /// <summary>Who asked for another try.</summary>
    public List<Actor> Retried { get; } = [];

    public Task<IReadOnlyList<ParkedEffect>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ParkedEffect>>([.. Effects]);

    public Task<int> RetryAsync(Actor actor, CancellationToken cancellationToken)
    {
        Retried.Add(actor);
        var count = Effects.Count;
        Effects.Clear();
        return Task.FromResult(count);
    }
}
