using System.Globalization;
using StatusPage.Core.Nodes;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Nodes;

/// <param name="IsWrong">Whether somebody should do something.</param>
internal sealed record Vital(string Name, string Value, string Meaning, bool IsWrong);

/// <summary>The state of the installation in words, and what of it is wrong.</summary>
internal static class SystemWords
{
    private const int ShownOfCommit = 8;
    private const string Renders = "page_render";

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Waiting = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OldPicture = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<Vital> Vitals(SystemView system) =>
    [
        Database(system), Redis(system), Workers(system), Checks(system), Outbox(system), Snapshots(system), Mail(system),
    ];

    public static string Program(string name) => name switch
    {
        "statuspage-web" => "Web",
        "statuspage-jobs" => "Worker",
        _ => name,
    };

    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Said($"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Said($"{(int)span.TotalMinutes} min"),
        { TotalDays: < 1 } => Said($"{(int)span.TotalHours} h {span.Minutes} min"),
        _ => Said($"{(int)span.TotalDays} d {span.Hours} h"),
    };

    private static Vital Database(SystemView system) => new(
        "Database", system.Database is DatabaseKind.Sqlite ? "SQLite, one file" : "PostgreSQL", $"Version {system.DatabaseVersion}", IsWrong: false);

    private static Vital Redis(SystemView system)
    {
        var users = system.Nodes.Where(node => node is { IsLive: true, Redis: not null }).ToList();
        var down = users.Count(node => node.Redis == "down");
        return users.Count == 0
            ? new Vital("Redis", "not used", system.Database is DatabaseKind.Sqlite ? "One process needs none." : "Processes hear of each other by the database, a second later.", IsWrong: false)
            : new Vital("Redis", down == 0 ? "up" : Said($"down for {down} of {users.Count}"), "Tells processes of changes at once.", down > 0);
    }

    private static Vital Workers(SystemView system) => system.Unserved.Count > 0
        ? new Vital("Locations", string.Join(", ", system.Unserved.Select(one => one.Name)), Said($"Nobody runs the {system.Unserved.Sum(one => one.Checks)} checks there."), IsWrong: true)
        : new Vital("Locations", Said($"{system.Locations.Count(one => one.LiveNodes > 0)} served"), "Every check has somebody who runs it.", IsWrong: false);

    private static Vital Checks(SystemView system) => new(
        "Worst lateness", system.Lateness == TimeSpan.Zero ? "none" : Span(system.Lateness), system.Checks == 1 ? "Of the one check that is scheduled." : Said($"Of {system.Checks} checks that are scheduled."), system.Lateness > Late);

    /// <summary>As much of a version as tells two builds apart.</summary>
    public static string Version(string version) => version.Split('+') is [var number, { Length: > ShownOfCommit } commit] ? $"{number}+{commit[..ShownOfCommit]}" : version;

    private static Vital Outbox(SystemView system)
    {
        var (waiting, parked) = (system.Outbox.Sum(one => one.Waiting), system.Outbox.Sum(one => one.Parked));

        // Without a mail server, mails wait for one, and that is said beside this.
        var oldest = system.Outbox.Where(one => system.MailIsOn || one.Kind == Renders).Max(one => one.Oldest);
        return new Vital(
            "Outbox",
            waiting == 0 ? "empty" : Said($"{waiting} waiting, the oldest for {Span(system.Outbox.Max(one => one.Oldest) ?? TimeSpan.Zero)}"),
            parked == 0 ? "Nothing is parked." : Said($"{parked} parked after too many tries: the board offers to try again."),
            parked > 0 || oldest > Waiting);
    }

    private static Vital Snapshots(SystemView system) => new(
        "Pictures of pages",
        system.PagesBehind == 0 ? "current" : Said($"{system.PagesBehind} of {system.Pages} behind"),
        system.OldestSnapshot is { } age ? $"The oldest is from {Span(age)} ago." : "There is none yet.",
        system.PagesBehind > 0 && system.OldestSnapshot > OldPicture);

    private static Vital Mail(SystemView system) => new(
        "Mail", system.MailIsOn ? "set up" : "off", system.MailIsOn ? "Sent by the server of Smtp:Host." : "Links are copied by hand until Smtp:Host is set.", IsWrong: false);

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
