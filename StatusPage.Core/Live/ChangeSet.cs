using System.Text;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Live;

/// <summary>All that one unit of work has announced, as it goes to the other nodes, which tell by the id that they have heard it already.</summary>
/// <param name="Id">Of version 7.</param>
/// <param name="Node">Whose unit of work it was.</param>
public sealed record ChangeSet(Guid Id, string Node, IReadOnlyList<Change> Changes)
{
    /// <summary>The changes as text: a line each, as in <c>page 0192f0…(32 digits) 0192f1…</c>.</summary>
    public string Lines()
    {
        var lines = new StringBuilder(Changes.Count * 74);
        foreach (var change in Changes)
        {
            lines.Append(EnumWords<ChangeKind>.ToWord(change.Kind)).Append(' ').Append(change.OrganizationId.Value.ToString("n")).Append(' ')
                .Append(change.SubjectId.ToString("n")).Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>What <see cref="Lines"/> made. Lines that make no sense here are left out: a newer version may announce what this one does not know.</summary>
    public static ChangeSet Read(Guid id, string node, string lines) =>
        new(id, node, [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<Change>()]);

    private static Change? Read(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 3 && EnumWords<ChangeKind>.TryRead(parts[0], out var kind)
            && Guid.TryParseExact(parts[1], "n", out var organization) && Guid.TryParseExact(parts[2], "n", out var subject)
                ? new Change(kind, new OrganizationId(organization), subject)
                : null;
    }
}
