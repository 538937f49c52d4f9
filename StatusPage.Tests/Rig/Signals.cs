using System.Diagnostics;
using System.Globalization;

namespace StatusPage.Tests.Rig;

/// <summary>Processes as the system sees them. Linux only, like the servers of the rig.</summary>
internal static class Signals
{
    public const string Kill = "-KILL";
    public const string Stop = "-STOP";
    public const string Continue = "-CONT";
    public const string Interrupt = "-INT";
    public const string Terminate = "-TERM";
    public const string HangUp = "-HUP";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>In the order in which they are given. One that is gone already is none of the sender's business.</summary>
    public static async Task SendAsync(string signal, params IReadOnlyList<int> processes)
    {
        var start = new ProcessStartInfo("kill", [signal, .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var kill = Process.Start(start) ?? throw new InvalidOperationException("kill did not start.");
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }

    /// <summary>A process and all that descend from it, parents first.</summary>
    public static IReadOnlyList<int> TreeOf(int root)
    {
        var children = All().ToLookup(process => process.Parent, process => process.Id);
        List<int> tree = [root];
        for (var index = 0; index < tree.Count; index++)
        {
            tree.AddRange(children[tree[index]]);
        }

        return tree;
    }

    /// <summary>Waits until none of them runs any more. A zombie that nobody collects has ended, too.</summary>
    public static async Task UntilGoneAsync(IReadOnlyCollection<int> processes)
    {
        while (All().Any(process => process.State != 'Z' && processes.Contains(process.Id)))
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static IEnumerable<(int Id, int Parent, char State)> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Stat(folder) is { } stat)
            {
                // "1234 (name) S 1 …", where the name may hold anything, brackets among it.
                var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                yield return (id, int.Parse(rest[1], CultureInfo.InvariantCulture), rest[0][0]);
            }
        }
    }

    private static string? Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return null;
        }
    }
}
