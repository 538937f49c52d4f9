using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Nodes;
using StatusPage.Core.Tokens;

namespace StatusPage.Core.Organizations;

/// <summary>Who may come in and what they did, and what the installation consists of.</summary>
internal static class OrganizationServices
{
    /// <param name="program">What this process is called among the nodes.</param>
    public static IServiceCollection AddOrganizations(this IServiceCollection services, string program) => services
        .AddSingleton<OwnAddress>()
        .AddSingleton<NewAccounts>()
        .AddSingleton<ISessions, Sessions>()
        .AddSingleton<IPasswords, Passwords>()
        .AddSingleton<IAccountLetters, AccountLetters>()
        .AddSingleton<IMemberCommands, MemberCommands>()
        .AddSingleton<IMemberQueries, MemberQueries>()
        .AddSingleton<IInvitationCommands, InvitationCommands>()
        .AddSingleton<IJoining, Joining>()
        .AddSingleton<IMemberships, Memberships>()
        .AddSingleton<IOrganizationCommands, OrganizationCommands>()
        .AddSingleton<ITokens, TokenLookup>()
        .AddSingleton<MetricsTokens>()
        .AddSingleton<ITokenCommands, TokenCommands>()
        .AddSingleton<ITokenQueries, TokenQueries>()
        .AddSingleton<IAuditQueries, AuditQueries>()
        .AddSingleton<ISystemQueries, SystemQueries>()
        .AddSingleton(new NodeProgram(program))
        .AddHostedService(provider => ActivatorUtilities.CreateInstance<NodeBeat>(provider));
}
