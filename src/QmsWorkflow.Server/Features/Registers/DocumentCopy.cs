using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>The forms of NĐ 30/2020 Điều 25: sao y, sao lục, trích sao.</summary>
public enum CopyForm { Full, FromCopy, Extract }

/// <summary>A copy with its own number, in one series for all kinds of copies (NĐ 30/2020 Điều 25; Phụ lục I, phần III).</summary>
internal sealed class DocumentCopy : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required CopyForm Form { get; set; }
    public required int Year { get; set; }
    public required int Number { get; set; }
    public required string Symbol { get; set; }
    public Guid? DocumentId { get; set; }
    public Guid? IncomingId { get; set; }
    public required DateOnly MadeOn { get; set; }
    public Guid? SignerId { get; set; }
    public required string SignerName { get; set; }
    public required string[] SignatureLines { get; set; }
    public required string[] Recipients { get; set; }
    public string Extract { get; set; } = "";
    public required int Quantity { get; set; }
    public Guid? DocxFileId { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DocumentCopy>
    {
        public void Configure(EntityTypeBuilder<DocumentCopy> builder)
        {
            builder.ToTable("document_copies");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
