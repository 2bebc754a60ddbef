using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QmsWorkflow.Server.Data;

internal sealed class Setting
{
    public required string Name { get; set; }
    public required string Value { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Setting>
    {
        public void Configure(EntityTypeBuilder<Setting> builder)
        {
            builder.ToTable("settings");
            builder.HasKey(row => row.Name);
            builder.Property(row => row.Name).ValueGeneratedNever();
        }
    }
}
