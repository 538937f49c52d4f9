using StatusPage.Core.Accounts;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Tests.Fixtures;

/// <summary>Writes down what it is asked to do.</summary>
internal sealed class FakeMonitorCommands : IMonitorCommands, IMonitorTrial
{
    public List<(StatusMonitorId Id, int? Version, MonitorSettings Settings, StatusMonitorId? SecretsFrom)> Saved { get; } = [];

    public List<string> Acts { get; } = [];

    public Exception? Failure { get; set; }

    public ProbeResult Answer { get; set; } = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(42));

    public bool IsPossible { get; set; } = true;

    public string Location => "default";

    public Task CreateAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, StatusMonitorId? secretsFrom, CancellationToken cancellationToken) =>
        SaveAsync(id, version: null, settings, secretsFrom);

    public Task ChangeAsync(Actor actor, StatusMonitorId id, int? expectedVersion, MonitorSettings settings, CancellationToken cancellationToken) =>
        SaveAsync(id, expectedVersion, settings, secretsFrom: null);

    public Task RenameAsync(Actor actor, StatusMonitorId id, int? expectedVersion, string name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetRequestAsync(Actor actor, StatusMonitorId id, int? expectedVersion, RequestParts parts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<MonitorsUndo> PauseAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, DateTimeOffset? until, CancellationToken cancellationToken) =>
        ActAsync(FormattableString.Invariant($"pause until {until:HH:mm}"), ids);

    public Task<MonitorsUndo> ResumeAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => ActAsync("resume", ids);

    public Task<MonitorsUndo> TagAsync(
        Actor actor,
        IReadOnlyCollection<StatusMonitorId> ids,
        IReadOnlyCollection<string> add,
        IReadOnlyCollection<string> remove,
        CancellationToken cancellationToken) => ActAsync($"tag +{string.Join('+', add)} -{string.Join('-', remove)}", ids);

    public Task<MonitorsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => ActAsync("archive", ids);

    public Task<MonitorsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => ActAsync("restore", ids);

    public Task UndoAsync(Actor actor, MonitorsUndo undo, CancellationToken cancellationToken) =>
        ActAsync("undo", [.. undo.Monitors.Select(before => before.Id)]);

    /// <summary>When a check that is asked for now begins.</summary>
    public DateTimeOffset Now { get; set; }

    public Task<DateTimeOffset> CheckNowAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Now) : Task.FromException<DateTimeOffset>(Failure);

    public Task<ProbeResult> RunAsync(Actor actor, StatusMonitorId id, MonitorSettings settings, CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Answer) : Task.FromException<ProbeResult>(Failure);

    private Task SaveAsync(StatusMonitorId id, int? version, MonitorSettings settings, StatusMonitorId? secretsFrom)
    {
        Saved.Add((id, version, settings, secretsFrom));
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }

    private Task<MonitorsUndo> ActAsync(string act, IReadOnlyCollection<StatusMonitorId> ids)
    {
        Acts.Add($"{act}: {ids.Count}");
        return Failure is null
            ? Task.FromResult(new MonitorsUndo([.. ids.Select(id => new MonitorBefore(id, false, null, null, [], MonitorState.Up, DateTimeOffset.UnixEpoch, []))]))
            : Task.FromException<MonitorsUndo>(Failure);
    }
}
