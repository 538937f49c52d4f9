using System.Diagnostics;
using StatusPage.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(PublishedFolder))]

namespace StatusPage.Tests.Fixtures;

/// <summary>Both executables in one folder: the one that TEST_PUBLISHED names, else one that is made of this build when it is first asked for.</summary>
public sealed class PublishedFolder : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _path;
    private DirectoryInfo? _made;

    public PublishedFolder() => _path = new Lazy<Task<string>>(FindAsync);

    public Task<string> PathAsync() => _path.Value;

    public ValueTask DisposeAsync()
    {
        _made?.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_PUBLISHED") is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        _made = Directory.CreateTempSubdirectory("statuspage-published-");
        foreach (var project in new[] { "StatusPage.Jobs", "StatusPage.Web" })
        {
            await PublishAsync(project, _made.FullName);
        }

        return _made.FullName;
    }

    private static async Task PublishAsync(string project, string folder)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["publish", Repository.PathOf(project), "-c", Configuration, "--no-build", "-nologo", "-o", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} could not be published; TEST_PUBLISHED may name a folder that is ready.\n{said}");
        }
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
