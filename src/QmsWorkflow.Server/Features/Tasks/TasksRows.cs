using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Tasks;

internal static class TasksRows
{
    extension(QmsDb db)
    {
        public DbSet<UserTask> UserTasks => db.Set<UserTask>();

        public DbSet<Evidence> TaskEvidence => db.Set<Evidence>();

        public DbSet<TaskComment> TaskComments => db.Set<TaskComment>();

        public DbSet<Acknowledgement> Acknowledgements => db.Set<Acknowledgement>();
    }
}
