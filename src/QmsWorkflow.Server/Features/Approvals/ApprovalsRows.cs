using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Approvals;

internal static class ApprovalsRows
{
    extension(QmsDb db)
    {
        public DbSet<Approval> Approvals => db.Set<Approval>();

        public DbSet<ApprovalDecision> ApprovalDecisions => db.Set<ApprovalDecision>();

        public DbSet<ReturnReason> ReturnReasons => db.Set<ReturnReason>();
    }
}
