using System.Reflection;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Architecture;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Organizations;

/// <summary>
/// The role that each call on somebody's behalf needs, which it asks for before anything else. A call that is not listed here fails, so that
/// nobody forgets to decide.
/// </summary>
public abstract class RoleMatrixTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly Dictionary<string, Role> Least = new(StringComparer.Ordinal)
    {
        ["IAcknowledgements.AcknowledgeAsync"] = Role.Operator,
        ["IAcknowledgements.WithdrawAsync"] = Role.Operator,
        ["IAuditQueries.ActionsAsync"] = Role.Admin,
        ["IAuditQueries.ListAsync"] = Role.Admin,
        ["IComponentCommands.ArchiveAsync"] = Role.Admin,
        ["IComponentCommands.ArrangeAsync"] = Role.Admin,
        ["IComponentCommands.ChangeAsync"] = Role.Admin,
        ["IComponentCommands.CloneAsync"] = Role.Admin,
        ["IComponentCommands.CreateAsync"] = Role.Admin,
        ["IComponentCommands.MoveAsync"] = Role.Admin,
        ["IComponentCommands.RestoreAsync"] = Role.Admin,
        ["IComponentCommands.SetStatusAsync"] = Role.Operator,
        ["IComponentCommands.ShowAsync"] = Role.Admin,
        ["IComponentCommands.UndoAsync"] = Role.Admin,
        ["IGroupCommands.ArchiveAsync"] = Role.Admin,
        ["IGroupCommands.ArrangeAsync"] = Role.Admin,
        ["IGroupCommands.ChangeAsync"] = Role.Admin,
        ["IGroupCommands.CreateAsync"] = Role.Admin,
        ["IGroupCommands.RestoreAsync"] = Role.Admin,
        ["IIncidentCommands.PostAsync"] = Role.Operator,
        ["IIncidentCommands.UpdateAsync"] = Role.Operator,
        ["IIncidentEdits.ChangeAsync"] = Role.Operator,
        ["IIncidentEdits.NoteAsync"] = Role.Operator,
        ["IIncidentEdits.RewordAsync"] = Role.Operator,
        ["IInvitationCommands.InviteAsync"] = Role.Owner,
        ["IInvitationCommands.ResendAsync"] = Role.Owner,
        ["IInvitationCommands.RevokeAsync"] = Role.Owner,
        ["IMailTests.RequestAsync"] = Role.Admin,
        ["IMemberCommands.LeaveAsync"] = Role.Viewer,
        ["IMemberCommands.RemoveAsync"] = Role.Owner,
        ["IMemberCommands.SetRoleAsync"] = Role.Owner,
        ["IMemberQueries.ListAsync"] = Role.Viewer,
        ["IMonitorCommands.ArchiveAsync"] = Role.Admin,
        ["IMonitorCommands.ChangeAsync"] = Role.Admin,
        ["IMonitorCommands.CheckNowAsync"] = Role.Operator,
        ["IMonitorCommands.CreateAsync"] = Role.Admin,
        ["IMonitorCommands.PauseAsync"] = Role.Admin,
        ["IMonitorCommands.RenameAsync"] = Role.Admin,
        ["IMonitorCommands.RestoreAsync"] = Role.Admin,
        ["IMonitorCommands.ResumeAsync"] = Role.Admin,
        ["IMonitorCommands.SetRequestAsync"] = Role.Admin,
        ["IMonitorCommands.TagAsync"] = Role.Admin,
        ["IMonitorCommands.UndoAsync"] = Role.Admin,
        ["IMonitorTrial.RunAsync"] = Role.Admin,

        // Whoever owns any organisation may, whatever they are in this one.
        ["IOrganizationCommands.CreateAsync"] = Role.Viewer,
        ["IOrganizationCommands.RenameAsync"] = Role.Owner,
        ["IPageCommands.ArchiveAsync"] = Role.Admin,
        ["IPageCommands.ChangeAsync"] = Role.Admin,
        ["IPageCommands.CreateAsync"] = Role.Admin,
        ["IPageCommands.GiveUpSlugAsync"] = Role.Admin,
        ["IPageCommands.RestoreAsync"] = Role.Admin,
        ["IParkedEffects.RetryAsync"] = Role.Admin,
        ["ISubscriberCommands.RemoveAsync"] = Role.Admin,
        ["ISubscriberExport.BeginAsync"] = Role.Admin,
        ["ISubscriberQueries.ListAsync"] = Role.Admin,
        ["ISystemQueries.ReadAsync"] = Role.Admin,
        ["ITokenCommands.CreateAsync"] = Role.Admin,
        ["ITokenCommands.RevokeAsync"] = Role.Admin,
        ["ITokenQueries.ListAsync"] = Role.Admin,
    };

    // For rendering and for watching the installation itself, on nobody's behalf.
    private static readonly string[] OnNobodysBehalf =
    [
        "IMonitorQueries.LastCheckAsync", "IPageQueries.FactsAsync", "IPageQueries.HeadsAsync", "IPageQueries.NewerSnapshotAsync",
    ];

    public static TheoryData<string> Calls => [.. Methods().Where(IsOnBehalf).Select(Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_WithEachRole_IsRefusedBelowTheLeast(string call)
    {
        Assert.True(Least.TryGetValue(call, out var least), $"{call} is new: say here which role it needs.");

        foreach (var method in Methods().Where(method => Name(method) == call))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                Assert.True(role < least == await IsRefusedAsync(method, role), $"{call} as {role}: {least} is the least that may.");
            }
        }
    }

    [Fact]
    public void List_OfCalls_NamesNoneThatIsGone() => Assert.Empty(Least.Keys.Except(Calls.Select(row => row.Data), StringComparer.Ordinal));

    [Fact]
    public void Commands_AllOfThem_AreOnSomebodysBehalf() =>
        Assert.Empty(Methods().Where(method => IsOf(method, "Commands") && !IsOnBehalf(method)).Select(Name));

    // A context of the organisation sees nothing else, and every member may see what is in it.
    [Fact]
    public void Queries_OnNobodysBehalf_SayOfWhichOrganization() => Assert.Empty(
        Methods().Where(method => IsOf(method, "Queries") && !IsOnBehalf(method) && method.GetParameters()[0].ParameterType != typeof(OrganizationId))
            .Select(Name).Except(OnNobodysBehalf, StringComparer.Ordinal));

    private static IEnumerable<MethodInfo> Methods() =>
        Assemblies.Core.GetTypes().Where(type => type is { IsInterface: true, IsPublic: true }).SelectMany(type => type.GetMethods());

    private static bool IsOnBehalf(MethodInfo method) => Array.Exists(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor));

    private static bool IsOf(MethodInfo method, string family) => method.DeclaringType?.Name.EndsWith(family, StringComparison.Ordinal) is true;

    private static string Name(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";

    private async Task<bool> IsRefusedAsync(MethodInfo method, Role role)
    {
        var get = typeof(TestNode).GetMethod(nameof(TestNode.Get)) ?? throw new InvalidOperationException();
        var service = get.MakeGenericMethod(method.DeclaringType ?? throw new InvalidOperationException()).Invoke(Data.Node, null);
        var actor = new Actor(UserId.New(), "op@example.com", OrganizationId.New(), role, Address: null);
        try
        {
            await (Task)(method.Invoke(service, [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType, actor))]) ?? Task.CompletedTask);
            return false;
        }
        catch (Exception failure)
        {
            // What else is wrong with such arguments is no matter here.
            var said = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
            return said is RuleViolationException && said.Message.StartsWith("This needs the role", StringComparison.Ordinal);
        }
    }

    private static object? Argument(Type type, Actor actor) =>
        type == typeof(Actor) ? actor : type == typeof(CancellationToken) ? Token : type == typeof(string) ? "someone@example.com" : type.IsValueType ? Activator.CreateInstance(type) : null;
}

public sealed class RoleMatrixTestsOnSqlite(PostgresServer server) : RoleMatrixTests(DatabaseKind.Sqlite, server);
