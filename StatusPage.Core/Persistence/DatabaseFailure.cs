using System.Data.Common;
using System.Net.Sockets;

namespace StatusPage.Core.Persistence;

/// <summary>
/// A failure whose reason is the database: it is away, full or busy. Everybody who needs it fails then, several times a second, and a line says
/// all there is to know.
/// </summary>
public static class DatabaseFailure
{
    public static bool IsIn(Exception? failure) =>
        failure is not null && (failure is DbException or SocketException or TimeoutException || IsIn(failure.InnerException));

    /// <summary>The failure as the log needs it: null when <see cref="Line"/> is enough, and what is no matter of the database with its stack.</summary>
    public static Exception? Stack(Exception failure) => IsIn(failure) ? null : failure;

    /// <summary>What went wrong: what the database said where it said something, and the reason below it.</summary>
    public static string Line(Exception failure)
    {
        var said = failure;
        while (said is not DbException && said.InnerException is { } inner)
        {
            said = inner;
        }

        said = said is DbException ? said : failure;
        return (said.InnerException is null ? said.Message : $"{said.Message}: {said.GetBaseException().Message}").ReplaceLineEndings(" ");
    }
}
