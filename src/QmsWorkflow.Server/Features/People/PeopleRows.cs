using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

internal static class PeopleRows
{
    extension(QmsDb db)
    {
        public DbSet<Agency> Agencies => db.Set<Agency>();

        public DbSet<Unit> Units => db.Set<Unit>();

        public DbSet<UnitName> UnitNames => db.Set<UnitName>();

        public DbSet<Person> People => db.Set<Person>();

        public DbSet<RoleAssignment> RoleAssignments => db.Set<RoleAssignment>();

        public DbSet<UnitSuccessor> UnitSuccessors => db.Set<UnitSuccessor>();
    }
}
