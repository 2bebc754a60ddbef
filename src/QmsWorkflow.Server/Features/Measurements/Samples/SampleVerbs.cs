using System.Text;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Features.Operations;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary><c>sample cases</c>: a year's register of cases that nobody filed, for trials and measurements.</summary>
internal static class SampleVerbs
{
    private const int MostRows = 100_000_000;

    private static readonly VerbOption Agency = new("--agency", "CODE", "Mã cơ quan mẫu trong samples/ (bắt buộc)", "Code of a sample agency (required)");
    private static readonly VerbOption Year = new("--year", "YYYY", "Năm tiếp nhận (bắt buộc)", "The year of receipt (required)");
    private static readonly VerbOption Rows = new("--rows", "N", "Số hồ sơ của cả năm (mặc định theo figures.json)", "Cases of the whole year (default: as figures.json says)");
    private static readonly VerbOption Seed = new("--seed", "N", "Cùng một số cho cùng dữ liệu (mặc định theo figures.json)", "The same number gives the same cases");
    private static readonly VerbOption Until = new("--until", "YYYY-MM-DD", "Chỉ ghi điều hệ thống biết đến hết ngày này (mặc định 31/12)", "What the system knew at the end of that day (default 31 December)");
    private static readonly VerbOption Topic = new("--topic", "TEXT", "one-stop (đếm từ sổ hồ sơ; mặc định), survey (khảo sát) hoặc training (tập huấn)", "one-stop (counted from the register; default), survey or training");
    private static readonly VerbOption CutOffOption = new("--cut-off", "calendar|15", "Tháng dương lịch, hay từ ngày 15 đến ngày 14 (NĐ 09/2019)", "Calendar months, or from the 15th to the 14th");
    private static readonly VerbOption Out = new("--out", "FILE", "Ghi vào tệp này thay vì in ra", "Write to this file instead of printing");

    public static IReadOnlyList<Verb> All(IConfiguration configuration) =>
    [
        new Verb
        {
            Name = "sample cases",
            Options = [Agency, Year, Rows, Seed, Until, Out],
            SummaryVi = "Tạo sổ hồ sơ một năm của cơ quan mẫu (CSV), luôn giống nhau với cùng --seed",
            SummaryEn = "Make up a year's register of cases of a sample agency (CSV), the same for the same seed",
            RunAsync = (call, ct) => RunAsync(configuration, call, CaseWriter, ct),
        },
        new Verb
        {
            Name = "sample figures",
            Options = [Agency, Year, Rows, Seed, Topic, CutOffOption, Out],
            SummaryVi = "Tạo bảng số liệu tháng của cơ quan mẫu (CSV): một cửa, khảo sát, tập huấn",
            SummaryEn = "Make up the monthly tables of a sample agency (CSV): one-stop, survey, training",
            RunAsync = (call, ct) => RunAsync(configuration, call, TableWriter, ct),
        },
    ];

    private static async Task<int> RunAsync(IConfiguration configuration, Invocation call, Func<Invocation, Asked, Func<TextWriter, CancellationToken, long>> choose, CancellationToken ct)
    {
        var agency = call.Value(Agency.Name) ?? throw new UsageException("Thiếu --agency CODE.", "--agency is missing.");
        var year = call.Number(Year.Name, 2010, 2100) ?? throw new UsageException("Thiếu --year YYYY.", "--year is missing.");
        var figures = SampleFolder.Find(Path.Combine(ServerHost.ContentFolder(configuration), "samples"), agency)
            ?? throw new CannotRunException($"Không có cơ quan mẫu mã \"{agency}\" kèm figures.json.", $"No sample agency \"{agency}\" has figures.json.");
        var write = choose(call, new Asked(figures, year, call.Number(Rows.Name, 1, MostRows) ?? figures.Rows, call.Number(Seed.Name, 0, int.MaxValue) ?? figures.Seed));
        if (call.Value(Out.Name) is not { } file)
        {
            write(call.Output, ct);
            return ExitCode.Ok;
        }

        // With the mark that spreadsheet programs know UTF-8 by.
        await using var output = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        var rows = write(output, ct);
        if (call.IsJson) call.WriteJson(new { file, rows });
        else await call.Output.WriteLineAsync($"{file}: {rows} dòng (rows)");
        return ExitCode.Ok;
    }

    private static Func<TextWriter, CancellationToken, long> CaseWriter(Invocation call, Asked asked)
    {
        var cases = asked.Cases(call.Date(Until.Name) ?? new DateOnly(asked.Year, 12, 31));
        return (output, ct) =>
        {
            var csv = new CaseCsv(output);
            csv.WriteHead();
            return Count(cases, csv.Write, ct);
        };
    }

    private static Func<TextWriter, CancellationToken, long> TableWriter(Invocation call, Asked asked)
    {
        var cutOff = call.Value(CutOffOption.Name) switch
        {
            null or "calendar" => CutOff.Calendar,
            "15" => CutOff.Fifteenth,
            _ => throw new UsageException("--cut-off là calendar hoặc 15.", "--cut-off is calendar or 15."),
        };
        return call.Value(Topic.Name) switch
        {
            null or "one-stop" => (output, ct) =>
            {
                var table = new MonthlyTable(asked.Year, cutOff);
                Count(asked.Cases(new DateOnly(asked.Year, 12, 31)), table.Add, ct);
                return table.Write(output);
            }
            ,
            "survey" => (output, _) => SurveyTable.WriteSurvey(asked.Figures, asked.Year, asked.Seed, 12, output),
            "training" => (output, _) => SurveyTable.WriteTraining(asked.Figures, asked.Year, 12, output),
            _ => throw new UsageException("--topic là one-stop, survey hoặc training.", "--topic is one-stop, survey or training."),
        };
    }

    private static long Count(IEnumerable<SampleCase> cases, Action<SampleCase> take, CancellationToken ct)
    {
        var count = 0L;
        foreach (var row in cases)
        {
            ct.ThrowIfCancellationRequested();
            take(row);
            count++;
        }

        return count;
    }

    private sealed record Asked(SampleFigures Figures, int Year, long Rows, int Seed)
    {
        public IEnumerable<SampleCase> Cases(DateOnly until) => new CaseSampler(Figures, Year, Rows, Seed, until).Cases();
    }
}
