using System.Globalization;
using System.Runtime.InteropServices;

namespace StatusPage.Bench;

/// <summary>A figure without its machine is none.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(IEnumerable<string> args)
    {
        var processor = await FirstAsync("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(CultureInfo.InvariantCulture, $"""
            command   bench {string.Join(' ', args.Select(WithoutAddress))}
            machine   {Environment.ProcessorCount} cores of {processor}, {memory:0.0} GB, load {load} before
            system    {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}
            """);
    }

    // A connection string may hold a password.
    private static string WithoutAddress(string argument) => argument.Contains('=', StringComparison.Ordinal) ? "…" : argument;

    private static async Task<string?> FirstAsync(string file, string key) => File.Exists(file)
        ? (await File.ReadAllLinesAsync(file)).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : null;
}
