using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

internal static class ObjectivesRows
{
    extension(QmsDb db)
    {
        public DbSet<Objective> Objectives => db.Set<Objective>();

        public DbSet<ObjectiveTarget> ObjectiveTargets => db.Set<ObjectiveTarget>();

        public DbSet<ObjectiveAction> ObjectiveActions => db.Set<ObjectiveAction>();

        public DbSet<ObjectiveSet> ObjectiveSets => db.Set<ObjectiveSet>();

        public DbSet<ObjectiveRevision> ObjectiveRevisions => db.Set<ObjectiveRevision>();
    }
}
