using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Operations;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Computes and prints the results of a period from the command line.</summary>
internal static class EvaluateVerb
{
    private static readonly VerbOption Agency = new("--agency", "CODE", "Mã cơ quan", "Code of the agency");
    private static readonly VerbOption Cycle = new("--cycle", "YEAR", "Năm của chu kỳ (bắt buộc)", "Year of the cycle (required)");
    private static readonly VerbOption Period = new("--period", "Q1…Q4|M01…M12|6M|9M|Y", "Kỳ báo cáo (bắt buộc)", "Reporting period (required)");
    private static readonly VerbOption Window = new("--cut-off", "calendar|15", "Chốt số liệu theo tháng dương lịch (mặc định) hoặc ngày 15 (NĐ 09/2019 Điều 12.4)", "Calendar months (default) or the 15th (Decree 09/2019, Article 12.4)");

    public static Verb Create(IConfiguration configuration) => new()
    {
        Name = "objectives evaluate",
        Options = [Agency, Cycle, Period, Window],
        SummaryVi = "Tính kết quả mục tiêu của một kỳ từ số liệu đã nhập, in từng mục tiêu và đơn vị",
        SummaryEn = "Compute the results of a period from the figures at hand; prints each objective and unit",
        RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => RunAsync(host, call, ct), ct),
    };

    private static async Task<int> RunAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var year = call.Number(Cycle.Name, 1, 9998) ?? throw new UsageException("Thiếu --cycle NĂM.", "--cycle is missing.");
        var period = Periods.Parse(call.Value(Period.Name) ?? "", year) ?? throw new UsageException($"--period phải là {Period.Value}.", $"--period must be {Period.Value}.");
        var cutOff = call.Value(Window.Name) switch
        {
            null or "calendar" => CutOff.Calendar,
            "15" => CutOff.Fifteenth,
            _ => throw new UsageException("--cut-off phải là calendar hoặc 15.", "--cut-off must be calendar or 15."),
        };
        var agency = await UserDesk.AgencyAsync(host, call.Value(Agency.Name), ct);
        await using var desk = UserDesk.Open(host, agency);
        var cycleId = await desk.Get<QmsDb>().Cycles.Where(c => c.Year == year).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct)
            ?? throw new CannotRunException($"Cơ quan chưa có chu kỳ năm {year}.", $"The agency has no cycle of {year}.");

        var outcome = await desk.Get<EvaluateNow>().ExecuteAsync(new EvaluateInput { CycleId = cycleId, Periods = [period] }, desk.Actor, ct);
        if (!outcome.IsDone) return await UserDesk.RefuseAsync(call, outcome);

        var card = await desk.Get<EvaluationQueries>().ScorecardAsync(cycleId, period, cutOff, ct);
        await PrintAsync(call, card, ct);
        return ExitCode.Ok;
    }

    private static async Task PrintAsync(Invocation call, Scorecard card, CancellationToken ct)
    {
        var (from, to) = card.Period.Window(card.CutOff);
        var lines = card.Objectives.SelectMany(objective => Units(card).Select(unit => (objective, unit, Cell: card.Cell(objective.Id, unit.Id)))).Where(line => line.Cell is not null).ToList();
        if (call.IsJson)
        {
            call.WriteJson(new
            {
                period = Periods.Code(card.Period),
                name = card.Period.ToVietnamese(),
                cutOff = card.CutOff == CutOff.Calendar ? "calendar" : "15",
                from = Iso(from),
                to = Iso(to),
                results = lines.Select(line => Json(line.objective, line.unit.Code, line.Cell!)),
            });
            return;
        }

        await call.Output.WriteLineAsync($"{card.Period.ToVietnamese()}, {Iso(from)} – {Iso(to)}");
        foreach (var line in lines)
        {
            ct.ThrowIfCancellationRequested();
            await call.Output.WriteLineAsync($"{line.objective.Number} {line.unit.Name}: {Say(line.Cell!)}");
            foreach (var part in line.Cell!.Parts) await call.Output.WriteLineAsync($"    {part.Indicator}: {Say(part)}");
            foreach (var field in line.Cell.Fields) await call.Output.WriteLineAsync($"    {field.Field}: {Say(field)}");
        }
    }

    private static IEnumerable<(Guid? Id, string Code, string Name)> Units(Scorecard card) =>
        card.Units.Select(unit => ((Guid?)unit.Id, unit.Code, unit.Name)).Prepend((null, "", "toàn cơ quan"));

    private static object Json(ScoredObjective objective, string unit, ScoreCell cell) => new
    {
        objective = objective.Number,
        objective.Statement,
        indicators = objective.Indicators,
        unit = unit.Length == 0 ? null : unit,
        cell.Numerator,
        cell.Denominator,
        value = cell.Value is null ? null : cell.Shown,
        exact = cell.Value?.ToString(),
        target = cell.Target?.ToString(),
        outcome = cell.Outcome.ToString(),
        verdict = cell.Verdict,
        parts = cell.Parts.Select(part => new { part.Indicator, part.Numerator, part.Denominator, value = part.Value is null ? null : part.Shown, outcome = part.Outcome.ToString() }),
        fields = cell.Fields.Select(field => new { field.Field, field.Numerator, field.Denominator, value = field.Value is null ? null : field.Shown, outcome = field.Outcome.ToString() }),
        reported = cell.Reported is { } reported ? new { value = reported.Shown, reported.Numerator, reported.Denominator, outcome = reported.Outcome.ToString(), differs = cell.DiffersFromReport } : null,
    };

    private static string Say(ScoreCell cell) => cell.Outcome switch
    {
        ResultOutcome.NotArisen => "Không phát sinh",
        ResultOutcome.NoData => "Chưa có số liệu",
        _ when cell.Verdict.Length > 0 => $"{cell.Verdict.TrimEnd('.')}{Counts(cell)}",
        var outcome => $"{(outcome == ResultOutcome.Met ? "Đạt" : "Không đạt")}{(cell.Value is null ? "" : $" ({cell.Shown})")}{Counts(cell)}",
    };

    private static string Counts(ScoreCell cell) =>
        cell.Denominator is { } below && cell.Numerator is { } above ? string.Create(CultureInfo.InvariantCulture, $" [{above:0.######}/{below:0.######}]") : "";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
