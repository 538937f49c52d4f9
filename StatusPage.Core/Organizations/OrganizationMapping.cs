using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Nodes;
using StatusPage.Core.Secrets;
using StatusPage.Core.Tokens;

namespace StatusPage.Core.Organizations;

/// <summary>The tables of people: how they join, come in and prove who they are, and the programs and processes that act beside them.</summary>
internal static class OrganizationMapping
{
    private const int LongestEmail = 254;
    private const int LongestAddress = 64;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<StaffSession>(session =>
        {
            session.ToTable("sessions");
            session.Property(row => row.Address).HasMaxLength(LongestAddress);
            session.HasIndex(row => row.UserId);
        });
        builder.Entity<PasswordReset>(reset =>
        {
            reset.ToTable("password_resets");
            reset.Property(row => row.ProtectedToken).HasConversion(Kept);
            reset.HasIndex(row => row.TokenHash).IsUnique();
            reset.HasIndex(row => row.UserId);
        });
        builder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations");
            invitation.Property(row => row.Email).HasMaxLength(LongestEmail);
            invitation.Property(row => row.ProtectedToken).HasConversion(Kept);
            invitation.HasIndex(row => row.TokenHash).IsUnique();
            invitation.HasIndex(row => row.OrganizationId);
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("api_tokens");
            token.Ignore(row => row.Scopes);
            token.Property(row => row.Name).HasMaxLength(ApiToken.LongestName);
            token.Property(row => row.Start).HasMaxLength(16);
            token.HasIndex(row => row.TokenHash).IsUnique();
            token.HasIndex(row => row.OrganizationId);
        });
        builder.Entity<NodeRow>(node =>
        {
            node.ToTable("nodes").HasKey(row => row.Name);
            node.Property(row => row.Name).HasMaxLength(300);
            node.Property(row => row.Program).HasMaxLength(63);
            node.Property(row => row.Version).HasMaxLength(100);
            node.Property(row => row.Redis).HasMaxLength(16);
        });
        builder.Entity<AuditEntry>(entry => entry.HasIndex(row => new { row.OrganizationId, row.SubjectId }));
    }

    private static ValueConverter<Secret, string> Kept => new(secret => secret.Text, text => new Secret(text, false));
}
