using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

/// <summary>Opens and ends spans within the caller's transaction.</summary>
internal static class Spans
{
    /// <summary>From <paramref name="at"/> on the cause says <paramref name="status"/>; what it said before ends there. Null: it says nothing any more.</summary>
    public static async Task SayAsync(
        StatusPageContext context,
        OrganizationId organization,
        ServiceComponentId component,
        SpanSource source,
        Guid cause,
        ComponentStatus? status,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var open = await context.Set<StatusSpan>().SingleOrDefaultAsync(
            span => span.ComponentId == component && span.Source == source && span.Cause == cause && span.To == null, cancellationToken);
        if (open is not null && open.Status == status)
        {
            return;
        }

        if (open is not null)
        {
            // Saved before the next one is added: the index allows one open span of a cause.
            open.End(at);
            await context.SaveChangesAsync(cancellationToken);
        }

        if (status is { } said)
        {
            // Saved at once, so that the query above finds it when the cause changes its mind within the same transaction.
            context.Add(new StatusSpan(Guid.CreateVersion7(), organization, component, source, said, at, cause));
            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
