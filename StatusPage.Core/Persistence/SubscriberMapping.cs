using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Notifications;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Persistence;

/// <summary>Tables, keys and indexes of those who are told by mail, and of what they are told.</summary>
internal static class SubscriberMapping
{
    private const int HashLength = 64;
    private const int LongestAddress = 254;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Subscriber>(subscriber =>
        {
            subscriber.ToTable("subscribers");
            subscriber.Property(row => row.Address).HasMaxLength(LongestAddress);
            subscriber.Property(row => row.AddressKey).HasMaxLength(LongestAddress);
            subscriber.Property(row => row.ConfirmHash).HasMaxLength(HashLength);
            subscriber.Property(row => row.ManageHash).HasMaxLength(HashLength);
            subscriber.Property(row => row.UnsubscribeHash).HasMaxLength(HashLength);
            subscriber.Property(row => row.Problem).HasMaxLength(MailDelivery.LongestProblem);
            subscriber.Property(row => row.SealedKeys).HasConversion(secret => secret.Text, text => new Secret(text, isPlain: false));
            subscriber.HasIndex(row => new { row.PageId, row.AddressKey }).IsUnique();
            subscriber.HasIndex(row => row.OrganizationId);
            subscriber.HasIndex(row => row.ConfirmHash).IsUnique();
            subscriber.HasIndex(row => row.ManageHash).IsUnique();
            subscriber.HasIndex(row => row.UnsubscribeHash).IsUnique();
            subscriber.HasMany(row => row.Components).WithOne().HasForeignKey(followed => followed.SubscriberId);
        });
        builder.Entity<SubscriberComponent>(followed =>
            followed.ToTable("subscriber_components").HasKey(row => new { row.SubscriberId, row.ComponentId }));
        builder.Entity<MailDelivery>(delivery =>
        {
            delivery.ToTable("mail_deliveries");
            delivery.Property(row => row.AddressKey).HasMaxLength(LongestAddress);
            delivery.Property(row => row.Problem).HasMaxLength(MailDelivery.LongestProblem);

            // One event, one mail: also when two workers expand it at once.
            delivery.HasIndex(row => new { row.UpdateId, row.AddressKey }).IsUnique();
            delivery.HasIndex(row => row.IncidentId);
            delivery.HasIndex(row => row.SubscriberId);
        });
        builder.Entity<MailTest>(test =>
        {
            test.ToTable("mail_tests");
            test.Property(row => row.Address).HasMaxLength(LongestAddress);
            test.Property(row => row.Outcome).HasMaxLength(MailTest.LongestOutcome);
            test.HasIndex(row => new { row.OrganizationId, row.RequestedAt });
        });
    }
}
