using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A number is kept for a document to come, used by one, or void; it never disappears.</summary>
public enum NumberState { Reserved, Used, Voided }

/// <summary>One number of one series: it stands in the register for good.</summary>
internal sealed class DocumentNumber : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Series { get; set; }
    public required int Year { get; set; }
    public required int Number { get; set; }

    /// <summary>The letter behind a late number: "15a".</summary>
    public string Suffix { get; set; } = "";
    public required NumberState State { get; set; }

    /// <summary>The document that has the number, or is to get it.</summary>
    public Guid? DocumentId { get; set; }

    /// <summary>The day the document is to be dated, when it is not the day it is issued.</summary>
    public DateOnly? DatedOn { get; set; }
    public bool IsLate { get; set; }
    public string Reason { get; set; } = "";
    public string ReservedFor { get; set; } = "";
    public DateOnly? ReservedUntil { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DocumentNumber>
    {
        public void Configure(EntityTypeBuilder<DocumentNumber> builder)
        {
            builder.ToTable("document_numbers");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
