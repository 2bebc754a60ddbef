using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>Faults of the form that the checker let pass, with the reason; it holds for one version of the content.</summary>
internal sealed class FormPass : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DocumentId { get; set; }
    public required int ContentVersion { get; set; }
    public required string[] Problems { get; set; }
    public required string Reason { get; set; }
    public required Guid PassedBy { get; set; }
    public required DateTimeOffset PassedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<FormPass>
    {
        public void Configure(EntityTypeBuilder<FormPass> builder)
        {
            builder.ToTable("form_passes");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>Two parts of preparing a document that one person may do all the same.</summary>
internal enum DutyRule { DrafterReviews, DrafterSigns, ReviewerSigns }

/// <summary>An exception from the separation of duties in a unit (or an agency) too small for it, with the writing that allows it.</summary>
internal sealed class DutyException : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }

    /// <summary>The unit whose documents it is for; null for the whole agency.</summary>
    public Guid? UnitId { get; set; }
    public required DutyRule Rule { get; set; }
    public required string Source { get; set; }
    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public DateOnly? EndedOn { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DutyException>
    {
        public void Configure(EntityTypeBuilder<DutyException> builder)
        {
            builder.ToTable("duty_exceptions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Rule).HasConversion<string>();
        }
    }
}

internal static class FlowRows
{
    extension(QmsDb db)
    {
        public DbSet<FormPass> FormPasses => db.Set<FormPass>();

        public DbSet<DutyException> DutyExceptions => db.Set<DutyException>();
    }
}
