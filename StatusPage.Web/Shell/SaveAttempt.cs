using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;

namespace StatusPage.Web.Shell;

/// <summary>Runs a command from a form: a refusal is told, and what was typed stays.</summary>
public sealed partial class SaveAttempt(ISnackbar snackbar, NavigationManager navigation, ILogger<SaveAttempt> logger)
{
    /// <returns>Whether it was saved.</returns>
    public async Task<bool> RunAsync(Func<Task> save)
    {
        try
        {
            await save();
            return true;
        }
        catch (Exception failure) when (failure is RuleViolationException or NotFoundException)
        {
            Log.Refused(logger, failure.Message);
            snackbar.Add(failure.Message, Severity.Warning);
        }
        catch (AccessEndedException ended)
        {
            navigation.NavigateTo(ended.LeadsTo, forceLoad: true);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            Log.NotSaved(logger, failure);
            snackbar.Add("The database does not answer. What you typed is still here; try again in a moment.", Severity.Error);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Refused: {Rule}")]
        public static partial void Refused(ILogger logger, string rule);

        [LoggerMessage(LogLevel.Error, "A command of the staff side was not saved")]
        public static partial void NotSaved(ILogger logger, Exception failure);
    }
}
