using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

internal static class TrailRows
{
    extension(QmsDb db)
    {
        public DbSet<TrailHead> TrailHeads => db.Set<TrailHead>();

        public DbSet<TrailEntry> TrailEntries => db.Set<TrailEntry>();
    }
}
