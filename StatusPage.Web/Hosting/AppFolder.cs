namespace StatusPage.Web.Hosting;

/// <summary>Where settings and data are looked for: the same place however the program is started and whatever the working directory is.</summary>
/// <param name="IsPublished">False when it runs from a build of the source, where static files lie in several projects and packages.</param>
internal sealed record AppFolder(string Path, bool IsPublished)
{
    private const string Project = "StatusPage.Web.csproj";

    public static AppFolder Find() => Find(AppContext.BaseDirectory);

    public static AppFolder Find(string programFolder)
    {
        // Only a build leaves this list of static files beside the program; publishing copies the files themselves.
        if (!File.Exists(System.IO.Path.Combine(programFolder, "StatusPage.Web.staticwebassets.runtime.json")))
        {
            return new AppFolder(programFolder, IsPublished: true);
        }

        // From bin/Debug/net10.0 up to the project, so that a rebuild does not lose the data.
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Project)))
            {
                return new AppFolder(folder.FullName, IsPublished: false);
            }
        }

        return new AppFolder(programFolder, IsPublished: false);
    }
}
