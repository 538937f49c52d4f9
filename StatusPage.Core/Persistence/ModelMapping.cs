using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Persistence;

/// <summary>Tables, keys and the indexes that the hot queries use.</summary>
internal static class ModelMapping
{
    public static void Map(ModelBuilder builder)
    {
        MapAccounts(builder);
        MapPages(builder);
        MapMonitors(builder);
        MapIncidents(builder);
        MapOutbox(builder);
        SubscriberMapping.Map(builder);
        MapLocations(builder);
        OrganizationMapping.Map(builder);
        foreach (var entity in builder.Model.GetEntityTypes().Where(entity => typeof(IVersioned).IsAssignableFrom(entity.ClrType)))
        {
            builder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
    }

    private static void MapAccounts(ModelBuilder builder)
    {
        builder.Entity<StaffUser>(user =>
        {
            user.ToTable("users");
            user.Ignore(row => row.UserId);
        });
        builder.Entity<Installation>(installation =>
        {
            installation.ToTable("installation");
            installation.Property(row => row.Id).ValueGeneratedNever();
        });
        builder.Entity<Organization>(organization => organization.ToTable("organizations").Property(row => row.Name).HasMaxLength(100));
        builder.Entity<Member>(member =>
        {
            member.ToTable("members").HasKey(row => new { row.OrganizationId, row.UserId });
            member.HasIndex(row => row.UserId);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit");
            entry.HasIndex(row => new { row.OrganizationId, row.At });
            entry.HasIndex(row => row.SubjectId);
        });
    }

    private static void MapPages(ModelBuilder builder)
    {
        builder.Entity<PublicPage>(page =>
        {
            page.ToTable("pages");
            page.Property(row => row.Slug).HasMaxLength(63);
            page.HasIndex(row => row.Slug).IsUnique();
            page.HasIndex(row => row.OrganizationId);
            page.HasIndex(row => row.IsDefault).IsUnique().HasFilter("is_default");
        });
        builder.Entity<HeldSlug>(held =>
        {
            held.ToTable("page_slugs").HasKey(row => row.Slug);
            held.Property(row => row.Slug).HasMaxLength(63);
            held.HasIndex(row => row.PageId);
        });
        builder.Entity<PageSnapshotRow>(snapshot => snapshot.ToTable("page_snapshots").HasKey(row => row.PageId));
        builder.Entity<ComponentGroup>(group =>
        {
            group.ToTable("component_groups");
            group.HasIndex(row => row.PageId);
        });
        builder.Entity<ServiceComponent>(component =>
        {
            component.ToTable("components");
            component.HasIndex(row => row.PageId);
        });
        builder.Entity<StatusSpan>(span =>
        {
            span.ToTable("spans");
            span.HasIndex(row => new { row.ComponentId, row.To });

            // At most one open span of a cause, also when two processes judge at once.
            span.HasIndex(row => new { row.ComponentId, row.Source, row.Cause }).IsUnique().HasFilter("\"to\" IS NULL");
        });
    }

    private static void MapMonitors(ModelBuilder builder)
    {
        builder.Entity<StatusMonitor>(monitor =>
        {
            monitor.ToTable("monitors");
            monitor.HasIndex(row => row.OrganizationId);
            monitor.ComplexProperty(row => row.Schedule, schedule =>
            {
                schedule.Property(row => row.EverySeconds);
                schedule.Property(row => row.Cron).HasColumnName("cron").HasMaxLength(100);
                schedule.Property(row => row.TimeZone).HasColumnName("time_zone").HasMaxLength(100);
            });
            monitor.Property(row => row.Tags).HasConversion(Json<IReadOnlyList<string>>(), SameItems).HasDefaultValueSql("'[]'");
            monitor.Property(row => row.Http).HasConversion(Json<HttpSettings>());
        });
        builder.Entity<ScheduledCheck>(check =>
        {
            check.ToTable("scheduled_checks").HasKey(row => new { row.MonitorId, row.Location });
            check.Property(row => row.Location).HasMaxLength(63);
            check.Property(row => row.LeaseToken).IsConcurrencyToken();
            check.HasIndex(row => new { row.Location, row.DueAt });
        });
        builder.Entity<CheckResult>(result =>
        {
            result.ToTable("check_results").HasKey(row => new { row.MonitorId, row.Location, row.DueAt });
            result.HasIndex(row => new { row.MonitorId, row.StartedAt });
        });
        builder.Entity<MonitorLink>(link =>
        {
            link.ToTable("monitor_links").HasKey(row => new { row.MonitorId, row.ComponentId });
            link.HasIndex(row => row.ComponentId);
        });
    }

    private static void MapIncidents(ModelBuilder builder)
    {
        builder.Entity<Incident>(incident =>
        {
            incident.ToTable("incidents");
            incident.HasIndex(row => new { row.OrganizationId, row.StartedAt });
            incident.HasMany(row => row.Updates).WithOne().HasForeignKey(update => update.IncidentId);
        });
        builder.Entity<IncidentUpdate>(update =>
        {
            update.ToTable("incident_updates");
            update.Property(row => row.Id).ValueGeneratedNever();
            update.HasMany(row => row.Components).WithOne().HasForeignKey(component => component.UpdateId);
        });
        builder.Entity<AffectedComponent>(component =>
            component.ToTable("incident_update_components").HasKey(row => new { row.UpdateId, row.ComponentId }));
        builder.Entity<EarlierWording>(wording =>
        {
            wording.ToTable("incident_update_edits");
            wording.HasIndex(row => row.UpdateId);
        });
        builder.Entity<IncidentNote>(note =>
        {
            note.ToTable("incident_notes");
            note.HasIndex(row => row.IncidentId);
        });
        builder.Entity<IncidentPage>(page =>
        {
            page.ToTable("incident_pages").HasKey(row => new { row.IncidentId, row.PageId });
            page.HasIndex(row => row.PageId);
        });
    }

    private static void MapOutbox(ModelBuilder builder) => builder.Entity<OutboxMessage>(message =>
    {
        message.ToTable("outbox");
        message.Ignore(row => row.Lease);
        message.Property(row => row.LeasedBy).HasMaxLength(100);
        message.Property(row => row.LastError).HasMaxLength(OutboxMessage.LongestError);
        message.HasIndex(row => new { row.Kind, row.CreatedAt });
    });

    private static void MapLocations(ModelBuilder builder) => builder.Entity<LocationNode>(node =>
    {
        node.ToTable("locations").HasKey(row => new { row.Name, row.Node });
        node.Property(row => row.Name).HasMaxLength(63);
        node.Property(row => row.Node).HasMaxLength(300);
    });

    private static readonly ValueComparer<IReadOnlyList<string>> SameItems = new(
        (one, other) => one == null ? other == null : other != null && one.SequenceEqual(other),
        items => items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal))));

    private static ValueConverter<T, string> Json<T>()
        where T : class => new(
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!);
}
