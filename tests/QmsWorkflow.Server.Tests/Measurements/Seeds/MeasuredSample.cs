using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Seeds;

/// <summary>A shipped sample agency whose figures come in as files, through the import and the jobs behind it.</summary>
internal sealed class MeasuredSample : IAsyncDisposable
{
    private readonly ProductApp app;
    private readonly string code;

    private MeasuredSample(ProductApp app, string code) => (this.app, this.code) = (app, code);

    public required SampleFigures Figures { get; init; }
    public required Guid CycleId { get; init; }
    public required IReadOnlyDictionary<string, Guid> Units { get; init; }

    /// <summary>The agency's objectives by their number.</summary>
    public required IReadOnlyDictionary<string, Objective> Objectives { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="folder">Of <c>samples/</c>, for example "bau-bang-2024".</param>
    public static async Task<MeasuredSample> OpenAsync(TestCluster cluster, string folder, string code, DateOnly today)
    {
        var app = await ProductApp.CreateAsync(cluster, today);
        return await app.InAsync(code, async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            return new MeasuredSample(app, code)
            {
                Figures = SampleFolder.Read(Path.Combine(Repository.Root, "samples", folder, "figures.json")),
                CycleId = await db.Cycles.Select(c => c.Id).SingleAsync(Ct),
                Units = await db.Units.ToDictionaryAsync(u => u.Code, u => u.Id, Ct),
                Objectives = await db.Objectives.AsNoTracking().Where(o => o.ParentId == null).ToDictionaryAsync(o => o.Number, Ct),
            };
        });
    }

    /// <summary>Imports a file and lets the jobs compute what follows from it.</summary>
    public async Task<Import> ImportAsync(string source, string csv)
    {
        var import = await app.InAsync(code, async (services, agency) =>
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
            return await services.GetRequiredService<FigureLoad>().LoadAsync(agency.Id, source, "thu.csv", content, Ct);
        });
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        return import;
    }

    public Task<Scorecard> CardAsync(ReportPeriod period, CutOff cutOff = CutOff.Calendar) =>
        app.InAsync(code, (services, _) => services.GetRequiredService<EvaluationQueries>().ScorecardAsync(CycleId, period, cutOff, Ct));

    /// <summary>Plain SQL over the agency's cases.</summary>
    public Task<T> AskAsync<T>(FormattableString sql) => app.InAsync(code, (services, _) => services.GetRequiredService<QmsDb>().Database.SqlQuery<T>(sql).SingleAsync(Ct));

    public string Register(int year, int rows, SampleFigures? figures = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CaseCsv(text);
        csv.WriteHead();
        foreach (var row in new CaseSampler(figures ?? Figures, year, rows, Figures.Seed, new DateOnly(year, 12, 31)).Cases()) csv.Write(row);
        return text.ToString();
    }

    /// <summary>A register by hand: so many cases of a unit received on 4 March and due on 18 March, the last of them one day late.</summary>
    public static string Cases(string unit, int year, int count, int late)
    {
        var text = new StringBuilder("MaHoSo,DonViId,TenLinhVuc,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\r\n");
        for (var number = 1; number <= count; number++)
        {
            var day = number > count - late ? 19 : 15;
            text.Append(CultureInfo.InvariantCulture, $"{unit}-{number:00000},{unit},Hộ tịch,04/03/{year} 08:00,18/03/{year} 17:00,{day}/03/{year} 10:00\r\n");
        }

        return text.ToString();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
