using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>The degrees of NĐ 30/2020 Điều 14: thường, khẩn, thượng khẩn, hỏa tốc.</summary>
public enum Urgency { Normal, Urgent, VeryUrgent, Express }

/// <summary>A document came in, was given to a unit, is done.</summary>
public enum IncomingState { Received, Assigned, Done }

/// <summary>A document that came in: its số đến, what it is, who deals with it until when (NĐ 30/2020 Điều 20–24).</summary>
internal sealed class IncomingDocument : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required int Year { get; set; }
    public required int ArrivalNumber { get; set; }
    public required DateOnly ArrivedOn { get; set; }
    public required string Issuer { get; set; }
    public required string Number { get; set; }
    public required string Symbol { get; set; }
    public DateOnly? DatedOn { get; set; }
    public required string KindName { get; set; }
    public required string Summary { get; set; }
    public required Urgency Urgency { get; set; }
    public string SignerName { get; set; } = "";
    public string SignerPosition { get; set; } = "";
    public int? Pages { get; set; }
    public string Note { get; set; } = "";
    public Guid? ScanFileId { get; set; }
    public required IncomingState State { get; set; }
    public Guid? LeadUnitId { get; set; }
    public Guid[] SupportingUnitIds { get; set; } = [];
    public Guid? AssigneeId { get; set; }
    public string Instruction { get; set; } = "";
    public DateOnly? AssignedOn { get; set; }
    public Guid? AssignedBy { get; set; }

    /// <summary>The sentence the due date was computed from.</summary>
    public string Deadline { get; set; } = "";
    public DateOnly? DueOn { get; set; }
    public DateOnly? ForwardedOn { get; set; }
    public string ReceivedBy { get; set; } = "";
    public string Progress { get; set; } = "";
    public DateOnly? DoneOn { get; set; }
    public Guid? DoneBy { get; set; }
    public Guid? ReplyDocumentId { get; set; }
    public string ReplyNumber { get; set; } = "";
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<IncomingDocument>
    {
        public void Configure(EntityTypeBuilder<IncomingDocument> builder)
        {
            builder.ToTable("incoming_documents");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
