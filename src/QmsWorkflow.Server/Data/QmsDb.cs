using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace QmsWorkflow.Server.Data;

/// <summary>The one database context. Each feature brings its own rows through an <c>IEntityTypeConfiguration</c> beside them.</summary>
internal sealed partial class QmsDb(DbContextOptions<QmsDb> options, AgencyScope scope) : DbContext(options)
{
    /// <summary>Read by the query filters at each query.</summary>
    internal AgencyScope Scope => scope;

    /// <value>
    /// Set while an act runs in its transaction. Entity Framework would open a lost connection again in the middle of the act and forget the
    /// transaction: what follows would then be committed alone. <see cref="AgencyWall"/> refuses that.
    /// </value>
    internal bool IsInAct { get; set; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(QmsDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            foreach (var property in entity.GetProperties())
            {
                // RowVersion is PostgreSQL's own xmin.
                if (property.Name != "RowVersion") property.SetColumnName(SnakeCase(property.Name));
            }

            if (typeof(IAgencyOwned).IsAssignableFrom(entity.ClrType))
            {
                entity.SetQueryFilter("agency", AgencyFilter(entity));
            }
        }
    }

    private LambdaExpression AgencyFilter(IMutableEntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        var current = Expression.Property(Expression.Constant(this), nameof(Scope));
        var mine = Expression.Equal(
            Expression.Property(row, nameof(IAgencyOwned.AgencyId)), Expression.Property(current, nameof(AgencyScope.AgencyId)));
        return Expression.Lambda(Expression.OrElse(Expression.Property(current, nameof(AgencyScope.IsSystem)), mine), row);
    }

    private static string SnakeCase(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();


    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
