using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal static class RuntimeRows
{
    extension(QmsDb db)
    {
        public DbSet<DefinitionRow> WorkflowDefinitions => db.Set<DefinitionRow>();

        public DbSet<WorkflowDraft> WorkflowDrafts => db.Set<WorkflowDraft>();

        public DbSet<WorkflowHead> WorkflowHeads => db.Set<WorkflowHead>();

        public DbSet<InstanceRow> WorkflowInstances => db.Set<InstanceRow>();

        public DbSet<ChildGroup> ChildGroups => db.Set<ChildGroup>();

        public DbSet<EventRow> WorkflowEvents => db.Set<EventRow>();

        public DbSet<WaitRow> WorkflowWaits => db.Set<WaitRow>();

        public DbSet<TimerRow> Timers => db.Set<TimerRow>();

        public DbSet<JobRow> Jobs => db.Set<JobRow>();

        public DbSet<Incident> Incidents => db.Set<Incident>();
    }
}
