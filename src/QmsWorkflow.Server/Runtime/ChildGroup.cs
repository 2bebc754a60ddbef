using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class ChildGroup : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ParentId { get; set; }
    public string? WaitId { get; set; }
    public required bool IsBulk { get; set; }
    public required int Total { get; set; }
    public required int Remaining { get; set; }
    public required int Finished { get; set; }
    public required int Faulted { get; set; }
    public required int Cancelled { get; set; }
    public required string Outputs { get; set; }

    /// <summary>Reads the group and keeps others from counting until the transaction ends.</summary>
    public static async Task<ChildGroup> LockAsync(QmsDb db, Guid id, CancellationToken ct)
    {
        // A group of this very act is nobody else's yet.
        if (db.ChildGroups.Local.FindEntry(id) is { State: EntityState.Added } own) return own.Entity;

        var group = await db.ChildGroups.FromSql($"select * from child_groups where id = {id} for update").SingleAsync(ct);
        await db.Entry(group).ReloadAsync(ct);
        return group;
    }

    /// <summary>One child more (1) or less (-1) has ended that way.</summary>
    public void Count(SubStatus ended, int children)
    {
        Remaining -= children;
        Finished += ended == SubStatus.Finished ? children : 0;
        Faulted += ended == SubStatus.Faulted ? children : 0;
        Cancelled += ended == SubStatus.Cancelled ? children : 0;
    }

    private sealed class Configuration : IEntityTypeConfiguration<ChildGroup>
    {
        public void Configure(EntityTypeBuilder<ChildGroup> builder)
        {
            builder.ToTable("child_groups");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
