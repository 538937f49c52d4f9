using System.Security.Claims;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Web.Account;
using StatusPage.Web.Incidents;
using StatusPage.Web.Shell;

namespace StatusPage.Tests.Fixtures;

/// <summary>A page of the staff side, seen by an owner who is signed in.</summary>
public abstract class StaffContext : BunitContext
{
    protected static readonly Actor Owner = new(UserId.New(), "ada@example.com", OrganizationId.New(), Role.Owner, Address: null);

    protected StaffContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<IStatusFeed>(Feed).AddSingleton<TimeProvider>(Time).AddSingleton<IActors>(Actors);
        Services.AddSingleton<IParkedEffects>(Parked).AddSingleton<ILocations>(Locations);
        Services.AddSingleton<IMailQueries>(Mails).AddSingleton<IMailTests>(Mails).AddSingleton(provider => Mail);
        Services.AddScoped<ShownOrganization>().AddScoped<CurrentActor>().AddScoped<SaveAttempt>().AddScoped<KeptDrafts>();
        this.AddAuthorization().SetAuthorized(Owner.Name).SetClaims(new Claim(ClaimTypes.NameIdentifier, Owner.UserId.Value.ToString()));
    }

    internal FakeActors Actors { get; } = new(Owner);

    internal FakeLocations Locations { get; } = new("default");

    internal FakeMails Mails { get; } = new();

    /// <summary>Off unless a test turns it on before it renders.</summary>
    protected MailOptions Mail { get; set; } = new(Smtp: null);

    internal FakeParkedEffects Parked { get; } = new();

    protected FakeFeed Feed { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal sealed class FakeActors(Actor actor) : IActors
    {
        public bool IsMember { get; set; } = true;

        public Role Role { get; set; } = actor.Role;

        public Task<Actor?> FindAsync(UserId user, string? address, CancellationToken cancellationToken) =>
            Task.FromResult(IsMember && user == actor.UserId ? actor with { Role = Role } : null);
    }
}
