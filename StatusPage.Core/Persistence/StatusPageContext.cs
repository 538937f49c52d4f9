using System.Linq.Expressions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Persistence;

/// <summary>
/// The one model. Two derived contexts exist only because migrations are kept per provider. Every row that belongs to an organisation is
/// filtered by <see cref="Scope"/>.
/// </summary>
public abstract class StatusPageContext(DbContextOptions options) : IdentityUserContext<StaffUser, Guid>(options), IDataProtectionKeyContext
{
    private const string OwnedFilter = "owned";

    private readonly List<Change> _announced = [];

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DataScope Scope { get; internal set; } = DataScope.Everything;

    /// <summary>What is told to the feed once the transaction has been committed.</summary>
    internal IReadOnlyList<Change> Announced => _announced;

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    // The filters below are compiled once for all contexts; only members of the context are read anew for each query.
    private bool SeesEverything => Scope.Organization is null;

    private OrganizationId Tenant => Scope.Organization.GetValueOrDefault();

    public void Announce(Change change) => _announced.Add(change);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        ModelConventions.AddConversions(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ModelMapping.Map(builder);
        foreach (var type in builder.Model.GetEntityTypes().Select(entity => entity.ClrType).ToList())
        {
            if (typeof(IOwned).IsAssignableFrom(type))
            {
                builder.Entity(type).HasQueryFilter(OwnedFilter, IsOwn(type));
            }

            if (typeof(IArchivable).IsAssignableFrom(type))
            {
                builder.Entity(type).HasQueryFilter(IArchivable.Filter, IsInUse(type));
            }
        }

        ModelConventions.NameInSnakeCase(builder.Model);
    }

    private LambdaExpression IsOwn(Type type)
    {
        var row = Expression.Parameter(type, "row");
        var context = Expression.Constant(this, typeof(StatusPageContext));
        var everything = Expression.Property(context, nameof(SeesEverything));
        var own = Expression.Equal(Expression.Property(row, nameof(IOwned.OrganizationId)), Expression.Property(context, nameof(Tenant)));
        return Expression.Lambda(Expression.OrElse(everything, own), row);
    }

    private static LambdaExpression IsInUse(Type type)
    {
        var row = Expression.Parameter(type, "row");
        return Expression.Lambda(Expression.Equal(Expression.Property(row, nameof(IArchivable.ArchivedAt)), Expression.Constant(null)), row);
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                entry.Entity.Version++;
            }
        }
    }
}
