using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>An agency's own version of a template. What was uploaded never changes; one version at a time is approved.</summary>
public sealed class TemplateVersion : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Template { get; set; }
    public required int Version { get; set; }
    public required Guid FileId { get; set; }
    public required string Sha256 { get; set; }

    /// <summary>The shipped file when it was uploaded: another one now means that an update changed it.</summary>
    public required string ShippedSha256 { get; set; }
    public required TemplateState State { get; set; }
    public required string Note { get; set; }
    public required Guid UploadedBy { get; set; }
    public required DateTimeOffset UploadedAt { get; set; }
    public Guid? ApprovedBy { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TemplateVersion>
    {
        public void Configure(EntityTypeBuilder<TemplateVersion> builder)
        {
            builder.ToTable("template_versions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>A version is uploaded as a draft, approved by somebody else, and retired when another one takes its place.</summary>
public enum TemplateState { Draft, Approved, Retired }
