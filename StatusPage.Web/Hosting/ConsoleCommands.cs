using System.Globalization;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;
using StatusPage.Core.Persistence.Sqlite;

namespace StatusPage.Web.Hosting;

/// <summary>
/// What whoever administers the machine does from its console, with the settings of the program itself, also while that runs:
/// <c>reset-password ada@example.com</c> and <c>backup copy.db</c>.
/// </summary>
internal static class ConsoleCommands
{
    private const string ResetPassword = "reset-password";
    private const string Backup = "backup";

    public static bool AreAskedBy(string[] arguments) => arguments is [ResetPassword or Backup, ..];

    /// <returns>The exit code: 0 when it was done, else 1 and a line on standard error.</returns>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var command, var subject, .. var settings] || subject.StartsWith('-'))
        {
            return await RefuseAsync($"{arguments[0]}: takes {(arguments[0] == ResetPassword ? "the e-mail address of an account" : "the name of a file that does not exist")}");
        }

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppFolder.Find().Path });
        builder.Logging.ClearProviders();
        var database = builder.Services.AddCore(builder.Configuration, builder.Environment.ContentRootPath, "statuspage-console");
        using var host = builder.Build();
        try
        {
            return command == ResetPassword ? await ResetAsync(host.Services, subject) : await BackUpAsync(host.Services, database, subject);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            return await RefuseAsync($"{command}: the database cannot be used: {DatabaseFailure.Line(failure)}");
        }
    }

    private static async Task<int> ResetAsync(IServiceProvider services, string email)
    {
        if (await services.GetRequiredService<IPasswords>().MakeResetLinkAsync(email, CancellationToken.None) is not { } link)
        {
            return await RefuseAsync($"{ResetPassword}: there is no account {email}");
        }

        var end = services.GetRequiredService<TimeProvider>().GetLocalNow() + PasswordReset.Lasts;
        await Console.Out.WriteLineAsync(link);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Whoever opens it chooses a new password. It works once, until {end:HH:mm}."));
        return 0;
    }

    private static async Task<int> BackUpAsync(IServiceProvider services, DatabaseSettings settings, string file)
    {
        if (settings.Kind is DatabaseKind.Postgres)
        {
            return await RefuseAsync($"{Backup}: this installation is on PostgreSQL; use pg_dump");
        }

        try
        {
            var path = Path.GetFullPath(file);
            await SqliteBackup.WriteAsync(services.GetRequiredService<Database>(), path, CancellationToken.None);
            await Console.Out.WriteLineAsync($"Written to {path}");
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync($"{Backup}: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static async Task<int> RefuseAsync(string line)
    {
        await Console.Error.WriteLineAsync(line);
        return 1;
    }
}
