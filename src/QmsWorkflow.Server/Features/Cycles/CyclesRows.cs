using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Cycles;

internal static class CyclesRows
{
    extension(QmsDb db)
    {
        public DbSet<Cycle> Cycles => db.Set<Cycle>();

        public DbSet<CycleFact> CycleFacts => db.Set<CycleFact>();

        public DbSet<PlanItem> PlanItems => db.Set<PlanItem>();
    }
}
