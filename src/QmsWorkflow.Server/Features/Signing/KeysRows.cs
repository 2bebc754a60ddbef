using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Signing;

internal static class KeysRows
{
    extension(QmsDb db)
    {
        public DbSet<SigningKeyRow> SigningKeys => db.Set<SigningKeyRow>();

        public DbSet<SigningPictureRow> SigningPictures => db.Set<SigningPictureRow>();
    }
}

/// <summary>A certificate with its private key, of a person or, without one, of the agency. It is revoked, never deleted.</summary>
internal sealed class SigningKeyRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public Guid? PersonId { get; set; }
    public required string Subject { get; set; }
    public required string Issuer { get; set; }
    public required string Serial { get; set; }
    public required string Thumbprint { get; set; }
    public required DateTimeOffset NotBefore { get; set; }
    public required DateTimeOffset NotAfter { get; set; }
    public bool IsDemo { get; set; }

    /// <summary>See <see cref="KeyVault"/>.</summary>
    public required byte[] ProtectedPfx { get; set; }
    public required DateTimeOffset AddedAt { get; set; }
    public Guid? AddedBy { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public Guid? RevokedBy { get; set; }
    public string RevokedBecause { get; set; } = "";

    private sealed class Configuration : IEntityTypeConfiguration<SigningKeyRow>
    {
        public void Configure(EntityTypeBuilder<SigningKeyRow> builder)
        {
            builder.ToTable("signing_keys");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>The picture of a person's signature, or of the agency's seal.</summary>
internal sealed class SigningPictureRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public Guid? PersonId { get; set; }
    public required byte[] ProtectedPng { get; set; }
    public required decimal WidthMm { get; set; }
    public required decimal HeightMm { get; set; }
    public required DateTimeOffset AddedAt { get; set; }
    public Guid? AddedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SigningPictureRow>
    {
        public void Configure(EntityTypeBuilder<SigningPictureRow> builder)
        {
            builder.ToTable("signing_pictures");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
