namespace StatusPage.Core.Components;

/// <param name="Order">All siblings, first to last.</param>
/// <param name="Moved">Those that were moved, as few as possible.</param>
public sealed record MergedOrder<T>(IReadOnlyList<T> Order, IReadOnlyList<T> Moved);

/// <summary>Brings a wanted order together with what others have moved meanwhile. Pure; every list holds an item once.</summary>
public static class SiblingOrder
{
    /// <summary>
    /// Moves, among the <paramref name="current"/> ones, those that stand elsewhere among the <paramref name="wanted"/> than among the
    /// <paramref name="seen"/>: each behind the one that it is wanted behind. Where nobody has moved anything since, the outcome is what is wanted.
    /// Wanted ones that are neither current nor seen come in.
    /// </summary>
    public static MergedOrder<T> Merge<T>(IReadOnlyList<T> current, IReadOnlyList<T> seen, IReadOnlyList<T> wanted)
        where T : notnull
    {
        var there = current.ToHashSet();
        var places = seen.Select((item, place) => (item, place)).ToDictionary(one => one.item, one => one.place);

        // What was seen here and is not here any more was taken away by somebody else.
        var named = wanted.Where(item => there.Contains(item) || !places.ContainsKey(item)).ToList();
        var kept = LongestInOrder(named.Where(item => places.ContainsKey(item) && there.Contains(item)).ToList(), item => places[item]);
        var moved = named.Where(item => !kept.Contains(item)).ToHashSet();
        var order = current.Where(item => !moved.Contains(item)).ToList();
        var behind = -1;
        foreach (var item in named)
        {
            if (moved.Contains(item))
            {
                order.Insert(behind + 1, item);
                behind++;
            }
            else
            {
                behind = order.IndexOf(item);
            }
        }

        return new MergedOrder<T>(order, [.. order.Where(moved.Contains)]);
    }

    // The most items that stand in the same order in both lists; all others have been moved.
    private static HashSet<T> LongestInOrder<T>(List<T> items, Func<T, int> place)
        where T : notnull
    {
        var ends = new List<int>();
        var before = new int[items.Count];
        for (var index = 0; index < items.Count; index++)
        {
            var length = ends.FindIndex(end => place(items[end]) > place(items[index]));
            length = length < 0 ? ends.Count : length;
            before[index] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
            {
                ends.Add(index);
            }
            else
            {
                ends[length] = index;
            }
        }

        var kept = new HashSet<T>();
        for (var index = ends.Count > 0 ? ends[^1] : -1; index >= 0; index = before[index])
        {
            kept.Add(items[index]);
        }

        return kept;
    }
}
