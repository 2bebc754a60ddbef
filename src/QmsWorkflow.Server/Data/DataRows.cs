using Microsoft.EntityFrameworkCore;

namespace QmsWorkflow.Server.Data;

internal static class DataRows
{
    extension(QmsDb db)
    {
        public DbSet<Setting> Settings => db.Set<Setting>();
    }
}
