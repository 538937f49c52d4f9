using System.Diagnostics;

// The runtime looks for a type of this name outside of any namespace (docs.microsoft.com: DOTNET_STARTUP_HOOKS).
#pragma warning disable CA1050, MA0047

/// <summary>
/// Runs inside of an application under test, before its own code, and kills the process at a named point: what happens there is heard from the
/// diagnostic events that EF Core and the renderer send anyway, so the product has no code for it.
/// </summary>
internal static class StartupHook
{
    public const string PointVariable = "STATUSPAGE_TEST_KILL_AT";
    public const string ArmedVariable = "STATUSPAGE_TEST_KILL_ARMED";

    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";
    public const string InRender = "in-render";
    public const string AfterStore = "after-store";

    /// <summary>FLT-02: a mail server has taken a mail in, and that is being written down.</summary>
    public const string BeforeMailMark = "before-mail-mark";

    /// <summary>After a part of a migration, in one of those processes that share the arming file.</summary>
    public const string InMigration = "in-migration";

    // A verdict that changes opens a span; no other unit of work of a single monitor does.
    private const string Landmark = "INSERT INTO \"spans\"";

    // The rendered page is kept. SQLite has one writer, so the next commit is that of the same transaction.
    private const string Store = "INSERT INTO page_snapshots";

    private const string MailMark = "UPDATE \"mail_deliveries\"";
    private const string PartOfMigration = "CREATE TABLE components";

    private static volatile bool s_seen;
    private static volatile bool s_storing;
    private static string s_point = "";
    private static string s_armed = "";

    public static void Initialize()
    {
        s_point = Environment.GetEnvironmentVariable(PointVariable) ?? "";
        s_armed = Environment.GetEnvironmentVariable(ArmedVariable) ?? "";
        if (s_point.Length == 0)
        {
            return;
        }

        DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.EntityFrameworkCore")
            {
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(happened => OnEntityFramework(happened.Key, happened.Value)));
            }
        }));
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StatusPage.Snapshots",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => KillAt(InRender),
        });
    }

    private static void OnEntityFramework(string name, object? value)
    {
        if (name.EndsWith(".CommandExecuted", StringComparison.Ordinal))
        {
            var command = value?.ToString() ?? "";
            s_seen |= command.Contains(Landmark, StringComparison.Ordinal);
            s_storing |= command.Contains(Store, StringComparison.Ordinal);
            if (s_point == InMigration && command.Contains(PartOfMigration, StringComparison.Ordinal) && Disarmed())
            {
                KillNow();
            }
        }
        else if (s_point == BeforeMailMark && name.EndsWith(".CommandExecuting", StringComparison.Ordinal))
        {
            if ((value?.ToString() ?? "").Contains(MailMark, StringComparison.Ordinal) && Disarmed())
            {
                KillNow();
            }
        }
        else if (name.EndsWith(".TransactionCommitting", StringComparison.Ordinal))
        {
            KillAt(BeforeCommit);
        }
        else if (name.EndsWith(".TransactionCommitted", StringComparison.Ordinal))
        {
            KillAt(AfterCommit);
            if (s_storing)
            {
                s_storing = false;
                KillAt(AfterStore);
            }
        }
    }

    private static void KillAt(string point)
    {
        if (s_seen && s_point == point && File.Exists(s_armed))
        {
            KillNow();
        }
    }

    private static void KillNow() => Process.GetCurrentProcess().Kill();

    // Only one of several succeeds.
    private static bool Disarmed()
    {
        try
        {
            File.Move(s_armed, $"{s_armed}-{Environment.ProcessId}");
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
