using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Notifications;

internal static class NotificationsRows
{
    extension(QmsDb db)
    {
        public DbSet<Notification> Notifications => db.Set<Notification>();
    }
}
