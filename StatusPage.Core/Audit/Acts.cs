using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Audit;

/// <summary>Runs what people do: only with the role that it needs, within their organisation, all of it in one transaction. Safe from any thread.</summary>
internal sealed class Acts(Database database, TimeProvider time)
{
    /// <param name="act">May be run a second time after a passing failure; it makes its ids before.</param>
    /// <exception cref="RuleViolationException">The role is less than <paramref name="least"/>, or a rule forbids it.</exception>
    /// <exception cref="StaleVersionException">Something that it changes was changed by somebody else at this very moment.</exception>
    public async Task<T> RunAsync<T>(Actor actor, Role least, Func<Act, Task<T>> act, CancellationToken cancellationToken)
    {
        actor.Require(least);
        var now = time.GetUtcNow();
        try
        {
            return await database.WriteAsync(DataScope.Of(actor.OrganizationId), context => act(new Act(context, actor, now)), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleVersionException();
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Actor, Role, Func{Act, Task{T}}, CancellationToken)"/>
    public Task RunAsync(Actor actor, Role least, Func<Act, Task> act, CancellationToken cancellationToken) => RunAsync(
        actor,
        least,
        async one =>
        {
            await act(one);
            return true;
        },
        cancellationToken);
}
