using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>What people say of components by hand. Of one component at most one such statement stands, whoever made it.</summary>
public static class ManualStatus
{
    /// <summary>How long ago something may have begun that is said now; no page shows more than that.</summary>
    public static readonly TimeSpan LongestBack = TimeSpan.FromDays(PageViewBuilder.DaysShown);

    /// <summary>What can be said, best first. That nothing is known cannot.</summary>
    public static IReadOnlyList<ComponentStatus> Offered { get; } =
    [
        ComponentStatus.Operational, ComponentStatus.DegradedPerformance, ComponentStatus.PartialOutage, ComponentStatus.MajorOutage, ComponentStatus.UnderMaintenance,
    ];

    internal static async Task SetAsync(
        Act act, ServiceComponentId id, ComponentStatus? status, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var page = await act.Context.Set<ServiceComponent>().Where(row => row.Id == id).Select(row => (PublicPageId?)row.PageId)
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The component");

        // The page first: a second person who says something of it waits here, and then ends what this one has said.
        await PageChanges.RaiseAsync(act.Context, [page], cancellationToken);
        var component = Act.Found(
            await act.Context.Set<ServiceComponent>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), "The component");
        Require(component, status, since, act.Now);
        var said = await act.Context.Set<StatusSpan>()
            .SingleOrDefaultAsync(span => span.ComponentId == id && span.Source == SpanSource.Manual && span.To == null, cancellationToken);
        if (said?.Status == status && (since is null || since == said?.From))
        {
            return;
        }

        var before = ComponentFacts.Status(component.Name, said);
        var after = await SayAsync(act, component, said, status, since ?? act.Now, cancellationToken);
        act.WriteDown(after is null ? "component.status_cleared" : "component.status_set", id.Value, before, ComponentFacts.Status(component.Name, after));
    }

    private static async Task<StatusSpan?> SayAsync(
        Act act, ServiceComponent component, StatusSpan? said, ComponentStatus? status, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (said is not null && said.Status == status)
        {
            said.BeginAt(from);
            return said;
        }

        // Saved before the next one is added: the index allows one open statement of a person.
        said?.End(from);
        await act.Context.SaveChangesAsync(cancellationToken);
        if (status is not { } one)
        {
            return null;
        }

        var span = new StatusSpan(
            Guid.CreateVersion7(), component.OrganizationId, component.Id, SpanSource.Manual, one, from, act.Actor.UserId.Value);
        act.Context.Add(span);
        return span;
    }

    private static void Require(ServiceComponent component, ComponentStatus? status, DateTimeOffset? since, DateTimeOffset now)
    {
        if (status is { } said && !Offered.Contains(said))
        {
            throw new RuleViolationException("Say operational, degraded performance, partial outage, major outage or under maintenance; or nothing.");
        }

        if (since > now)
        {
            throw new RuleViolationException("It cannot begin in the future.");
        }

        if (since < now - LongestBack || since < component.CreatedAt)
        {
            throw new RuleViolationException($"It cannot begin before the component was made, nor more than {LongestBack.TotalDays} days ago.");
        }
    }
}
