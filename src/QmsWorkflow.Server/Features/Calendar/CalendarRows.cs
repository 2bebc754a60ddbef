using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Calendar;

internal static class CalendarRows
{
    extension(QmsDb db)
    {
        public DbSet<NoticeRow> CalendarNotices => db.Set<NoticeRow>();

        public DbSet<NoticeDayRow> CalendarDays => db.Set<NoticeDayRow>();
    }
}
