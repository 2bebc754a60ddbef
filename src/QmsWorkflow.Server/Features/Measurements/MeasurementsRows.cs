using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

internal static class MeasurementsRows
{
    extension(QmsDb db)
    {
        public DbSet<Indicator> Indicators => db.Set<Indicator>();

        public DbSet<ObjectiveIndicator> ObjectiveIndicators => db.Set<ObjectiveIndicator>();

        public DbSet<DataSource> DataSources => db.Set<DataSource>();

        public DbSet<Import> Imports => db.Set<Import>();

        public DbSet<Measurement> Measurements => db.Set<Measurement>();

        public DbSet<Evaluation> Evaluations => db.Set<Evaluation>();

        public DbSet<ReportedValue> ReportedValues => db.Set<ReportedValue>();

        public DbSet<MissCause> MissCauses => db.Set<MissCause>();
    }
}
