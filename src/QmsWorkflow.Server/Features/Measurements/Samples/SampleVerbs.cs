using System.Text;
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
    private static readonly VerbOption Out = new("--out", "FILE", "Ghi vào tệp này thay vì in ra", "Write to this file instead of printing");

    public static IReadOnlyList<Verb> All(IConfiguration configuration) =>
    [
        new Verb
        {
            Name = "sample cases",
            Options = [Agency, Year, Rows, Seed, Until, Out],
            SummaryVi = "Tạo sổ hồ sơ một năm của cơ quan mẫu (CSV), luôn giống nhau với cùng --seed",
            SummaryEn = "Make up a year's register of cases of a sample agency (CSV), the same for the same seed",
            RunAsync = (call, ct) => CasesAsync(configuration, call, ct),
        },
    ];

    private static async Task<int> CasesAsync(IConfiguration configuration, Invocation call, CancellationToken ct)
    {
        var agency = call.Value(Agency.Name) ?? throw new UsageException("Thiếu --agency CODE.", "--agency is missing.");
        var year = call.Number(Year.Name, 2010, 2100) ?? throw new UsageException("Thiếu --year YYYY.", "--year is missing.");
        var figures = SampleFolder.Find(Path.Combine(ServerHost.ContentFolder(configuration), "samples"), agency)
            ?? throw new CannotRunException($"Không có cơ quan mẫu mã \"{agency}\" kèm figures.json.", $"No sample agency \"{agency}\" has figures.json.");
        var rows = call.Number(Rows.Name, 1, MostRows) ?? figures.Rows;
        var seed = call.Number(Seed.Name, 0, int.MaxValue) ?? figures.Seed;
        var sampler = new CaseSampler(figures, year, rows, seed, call.Date(Until.Name) ?? new DateOnly(year, 12, 31));
        if (call.Value(Out.Name) is not { } file)
        {
            Write(sampler, call.Output, ct);
            return ExitCode.Ok;
        }

        // With the mark that spreadsheet programs know UTF-8 by.
        await using var output = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        var written = Write(sampler, output, ct);
        if (call.IsJson) call.WriteJson(new { file, rows = written });
        else await call.Output.WriteLineAsync($"{file}: {written} hồ sơ (cases)");
        return ExitCode.Ok;
    }

    private static long Write(CaseSampler sampler, TextWriter output, CancellationToken ct)
    {
        var csv = new CaseCsv(output);
        csv.WriteHead();
        var written = 0L;
        foreach (var row in sampler.Cases())
        {
            ct.ThrowIfCancellationRequested();
            csv.Write(row);
            written++;
        }

        return written;
    }
}
