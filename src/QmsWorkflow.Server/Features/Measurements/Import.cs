using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>One file on its way into the figures.</summary>
internal sealed class Import : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid SourceId { get; set; }
    public required Guid FileId { get; set; }
    public required string Mapping { get; set; }
    public required ImportState State { get; set; }
    public string LateReason { get; set; } = "";
    public long BytesTotal { get; set; }
    public long BytesRead { get; set; }
    public long RowsRead { get; set; }
    public long RowsFaulty { get; set; }
    public long RowsAdded { get; set; }
    public long RowsChanged { get; set; }
    public long RowsSame { get; set; }
    public long RowsElsewhere { get; set; }

    /// <value>Rows read and kept for the commit; the others are faulty.</value>
    public long StagedRows { get; set; }
    public string Format { get; set; } = "";
    public long Duplicates { get; set; }

    /// <value>The days that rows new or changed by this import touch.</value>
    public DateOnly? FromDay { get; set; }
    public DateOnly? ToDay { get; set; }

    /// <value>The reported periods among them: figures for these come late, with a reason.</value>
    public string[] Reported { get; set; } = [];
    public string Effect { get; set; } = "[]";

    /// <value>Figures that other sources tell too, and which of them counts.</value>
    public string Doubled { get; set; } = "[]";
    public string Message { get; set; } = "";
    public Guid? AskedBy { get; set; }
    public required DateTimeOffset AskedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? CommittedAt { get; set; }
    public Guid? UndoneBy { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> builder)
        {
            builder.ToTable("imports");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Mapping).HasColumnType("jsonb");
            builder.Property(row => row.Effect).HasColumnType("jsonb");
            builder.Property(row => row.Doubled).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
