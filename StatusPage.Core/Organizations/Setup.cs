using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Schedules;
using StatusPage.Core.Tokens;

namespace StatusPage.Core.Organizations;

internal sealed class Setup(
    Database database, IDataProtectionProvider protection, NewAccounts accounts, EgressPolicy policy, NodeOptions node, TimeProvider time)
    : ISetup
{
    private const string FirstComponent = "Website";

    // Soon enough to see the page come alive, seldom enough for an address that belongs to somebody else.
    private const int FirstMonitorSeconds = 20;
    private const int LongestName = 100;

    private readonly IDataProtector _protector = protection.CreateProtector("StatusPage.SetupCode");

    public async Task<string?> PendingCodeAsync(CancellationToken cancellationToken)
    {
        var proposed = _protector.Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var kept = await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                await context.Database.ExecuteSqlRawAsync("INSERT INTO installation (id) VALUES (1) ON CONFLICT DO NOTHING", cancellationToken);
                await context.Set<Installation>().Where(row => row.ProtectedSetupCode == null && row.SetUpAt == null)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.ProtectedSetupCode, proposed), cancellationToken);
                return await context.Set<Installation>().AsNoTracking().SingleAsync(cancellationToken);
            },
            cancellationToken);
        return kept.SetUpAt is null ? _protector.Unprotect(kept.ProtectedSetupCode!) : null;
    }

    public async Task<SetupResult> RunAsync(string code, SetupRequest request, string? publicUrl, CancellationToken cancellationToken)
    {
        var expected = await PendingCodeAsync(cancellationToken) ?? throw AlreadyDone();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code.Trim()), Encoding.UTF8.GetBytes(expected)))
        {
            throw new RuleViolationException("The setup code is not the one that the console shows.");
        }

        // Hashing takes a while on purpose; not inside of the transaction.
        var owner = accounts.Make(request.Email, request.Password);
        return await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var now = time.GetUtcNow();
                var won = await context.Set<Installation>().Where(row => row.SetUpAt == null).ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.SetUpAt, now).SetProperty(one => one.ProtectedSetupCode, (string?)null)
                        .SetProperty(one => one.PublicUrl, publicUrl),
                    cancellationToken);
                return won == 1 ? await CreateAsync(context, request, owner, now, cancellationToken) : throw AlreadyDone();
            },
            cancellationToken);
    }

    private static RuleViolationException AlreadyDone() => new("This installation has already been set up.");

    private async Task<SetupResult> CreateAsync(
        StatusPageContext context, SetupRequest request, StaffUser owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var organization = new Organization(
            OrganizationId.New(), string.IsNullOrWhiteSpace(request.Organization) ? request.PageName : request.Organization, now);
        var slug = string.IsNullOrWhiteSpace(request.Slug) ? PageSlug.From(request.PageName) : request.Slug.Trim();
        var page = new PublicPage(PublicPageId.New(), organization.Id, request.PageName, slug, request.TimeZone, now);
        page.MakeDefault();
        context.AddRange(owner, organization, new Member(organization.Id, owner.UserId, Role.Owner, now), page);
        if (request.ApiToken is { } secret)
        {
            context.Add(new ApiToken(
                ApiTokenId.New(), organization.Id, "Setup", secret, TokenScopes.All, Role.Owner, owner.UserId, now, expiresAt: null));
        }

        if (!string.IsNullOrWhiteSpace(request.FirstAddress))
        {
            AddFirstMonitor(context, page, request.FirstAddress, now);
        }

        var actor = new Actor(owner.UserId, owner.Email ?? "", organization.Id, Role.Owner, Address: null);
        context.Add(AuditEntry.By(actor, "installation.set_up", page.Id.Value, after: null, now));
        await context.SaveChangesAsync(cancellationToken);
        await PageChanges.RaiseAsync(context, [page.Id], cancellationToken);
        return new SetupResult(organization.Id, page.Id, slug, owner.UserId);
    }

    private void AddFirstMonitor(StatusPageContext context, PublicPage page, string address, DateTimeOffset now)
    {
        var target = TypedTarget.Checked(MonitorTarget.Http(address), policy);
        var host = new Uri(target).Authority;

        // A host may have more characters than a name.
        var name = host[..Math.Min(host.Length, LongestName)];

        // What is watched, and in which network, is nobody's business but the staff's.
        var component = new ServiceComponent(ServiceComponentId.New(), page.OrganizationId, page.Id, FirstComponent, position: 0, now);
        var monitor = new StatusMonitor(
            StatusMonitorId.New(), page.OrganizationId, name, target, Schedule.Every(FirstMonitorSeconds), new HttpSettings(), now);
        context.AddRange(
            component,
            monitor,
            new MonitorLink(page.OrganizationId, monitor.Id, component.Id),
            new ScheduledCheck(page.OrganizationId, monitor.Id, node.Location, now),
            new StatusSpan(
                Guid.CreateVersion7(), page.OrganizationId, component.Id, SpanSource.Monitor, ComponentStatus.Unknown, now, monitor.Id.Value));
    }
}
