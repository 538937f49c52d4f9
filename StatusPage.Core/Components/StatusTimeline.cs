namespace StatusPage.Core.Components;

/// <summary>One statement about a component, as <see cref="StatusTimeline"/> needs it; <paramref name="To"/> is null while it lasts.</summary>
public readonly record struct StatusStatement(SpanSource Source, ComponentStatus Status, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Turns overlapping statements into what showed when.</summary>
public static class StatusTimeline
{
    /// <summary>
    /// The effective status over [<paramref name="from"/>, <paramref name="to"/>): contiguous, oldest first, neighbours differ. Before
    /// <paramref name="existsSince"/> it is unknown. Empty when the range is.
    /// </summary>
    public static IReadOnlyList<StatusInterval> Between(
        DateTimeOffset from, DateTimeOffset to, DateTimeOffset existsSince, IReadOnlyCollection<StatusStatement> statements)
    {
        var intervals = new List<StatusInterval>();
        if (to <= from)
        {
            return intervals;
        }

        var born = Clamp(existsSince, from, to);
        Append(intervals, from, born, ComponentStatus.Unknown);

        var edges = Edges(born, to, statements);
        var active = new List<(SpanSource Source, ComponentStatus Status)>();
        var since = born;
        for (var index = 0; index < edges.Count;)
        {
            var at = edges[index].At;
            Append(intervals, since, at, EffectiveStatus.Of(active));
            for (; index < edges.Count && edges[index].At == at; index++)
            {
                Apply(active, edges[index]);
            }

            since = at;
        }

        Append(intervals, since, to, EffectiveStatus.Of(active));
        return intervals;
    }

    private static List<Edge> Edges(DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<StatusStatement> statements)
    {
        var edges = new List<Edge>(statements.Count * 2);
        foreach (var statement in statements)
        {
            var begins = Clamp(statement.From, from, to);
            var ends = Clamp(statement.To ?? to, from, to);
            if (begins < ends)
            {
                edges.Add(new Edge(begins, statement, Begins: true));
                edges.Add(new Edge(ends, statement, Begins: false));
            }
        }

        edges.Sort(static (left, right) => left.At.CompareTo(right.At));
        return edges;
    }

    private static void Apply(List<(SpanSource Source, ComponentStatus Status)> active, Edge edge)
    {
        var entry = (edge.Statement.Source, edge.Statement.Status);
        if (edge.Begins)
        {
            active.Add(entry);
        }
        else
        {
            active.Remove(entry);
        }
    }

    private static void Append(List<StatusInterval> intervals, DateTimeOffset from, DateTimeOffset to, ComponentStatus status)
    {
        if (to <= from)
        {
            return;
        }

        if (intervals.Count > 0 && intervals[^1].Status == status)
        {
            intervals[^1] = intervals[^1] with { To = to };
        }
        else
        {
            intervals.Add(new StatusInterval(from, to, status));
        }
    }

    private static DateTimeOffset Clamp(DateTimeOffset at, DateTimeOffset least, DateTimeOffset most) =>
        at < least ? least : at > most ? most : at;

    private readonly record struct Edge(DateTimeOffset At, StatusStatement Statement, bool Begins);
}
