using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What one document does to another of the agency (NĐ 30/2020 Điều 18.3, 18.4; Điều 25).</summary>
public enum DocumentRelationKind
{
    /// <summary>Thay thế.</summary>
    Replaces,

    /// <summary>Đính chính: a wrong form is corrected by a công văn (Điều 18.3).</summary>
    Corrects,

    /// <summary>Thu hồi (Điều 18.4).</summary>
    Recalls,

    /// <summary>Sửa đổi, bổ sung.</summary>
    Amends,

    /// <summary>Sao y, sao lục, trích sao.</summary>
    Copies,
}

/// <summary>The newer document (from) and the older one (to). Without a day it is only intended: it counts from the issue of the newer one on.</summary>
internal sealed class DocumentRelation : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid FromDocumentId { get; set; }
    public required Guid ToDocumentId { get; set; }
    public required DocumentRelationKind Kind { get; set; }
    public DateOnly? Since { get; set; }
    public string Note { get; set; } = "";
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DocumentRelation>
    {
        public void Configure(EntityTypeBuilder<DocumentRelation> builder)
        {
            builder.ToTable("document_relations");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
