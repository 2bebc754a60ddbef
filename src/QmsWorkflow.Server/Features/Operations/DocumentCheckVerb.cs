using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Sources;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.FormChecks;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary><c>qms document check</c>: the form check at the command line.</summary>
internal static class DocumentCheckVerb
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
    private static readonly VerbOption Year = new("--year", "N", "Năm của chu trình; không nêu thì lấy năm trong trích yếu", "Year of the cycle");
    private static readonly VerbOption AgencyCode = new("--agency", "CODE", "Đối chiếu với sổ của cơ quan có mã này", "Compare with the register of this agency");
    private static readonly VerbOption Record = new("--record", null, "Hồ sơ không có số, tên loại: chỉ kiểm tra trang, phông, chữ", "A record without number and kind");
    private static readonly VerbOption FixFolder = new("--fix", "FOLDER", "Ghi bản đã sửa vào thư mục này", "Write mended copies into this folder");

    public static Verb Create(IConfiguration configuration) => new()
    {
        Name = "document check",
        Arguments = "FILES.docx…",
        FewestArguments = 1,
        MostArguments = int.MaxValue,
        SummaryVi = "Kiểm tra thể thức văn bản theo Nghị định 30/2020/NĐ-CP và lỗi chữ thường gặp",
        SummaryEn = "Check the form of documents by Decree 30/2020/NĐ-CP, and usual slips of words",
        Options = [Year, AgencyCode, Record, FixFolder],
        RunAsync = (call, ct) => RunAsync(configuration, call, ct),
    };

    private sealed record CheckedFile(string File, string? Error, IReadOnlyList<FormFinding> Findings);

    private static async Task<int> RunAsync(IConfiguration configuration, Invocation call, CancellationToken ct)
    {
        var files = call.Files();
        var context = await ContextAsync(configuration, call, ct);
        var found = new List<CheckedFile>();
        foreach (var file in files) found.Add(await CheckAsync(file, context, call.Value(FixFolder.Name), ct));
        if (call.IsJson) call.WriteJson(new { files = found });
        else await PrintAsync(found, call.Output);
        return found.Exists(file => file.Error is not null || file.Findings.Any(finding => finding.Severity == FormSeverity.Error)) ? ExitCode.Finding : ExitCode.Ok;
    }

    private static async Task<CheckedFile> CheckAsync(string file, FormContext context, string? folder, CancellationToken ct)
    {
        try
        {
            var docx = await File.ReadAllBytesAsync(file, ct);
            var report = FormCheck.Run(docx, context);
            if (folder is not null)
            {
                System.IO.Directory.CreateDirectory(folder);
                await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(file)), FormFix.ApplyAll(docx, context), ct);
            }

            return new CheckedFile(file, null, report.Findings);
        }
        catch (DocxException refused)
        {
            return new CheckedFile(file, refused.Message, []);
        }
    }

    private static async Task<FormContext> ContextAsync(IConfiguration configuration, Invocation call, CancellationToken ct)
    {
        var year = call.Number(Year.Name, 2000, 2100);
        var context = FormContext.Empty with { Year = year };
        if (call.Value(AgencyCode.Name) is { } code)
        {
            await ProductVerbs.WithHostAsync(configuration, async host => { context = await OfAgencyAsync(host, code, year, ct); return ExitCode.Ok; }, ct);
        }
        else if (year is { } known)
        {
            var (off, worked) = FormContexts.DaysOff(OfficialCalendar.Default, known);
            context = context with { DaysOff = off, WorkingWeekends = worked };
        }

        return context with { Treatment = call.Has(Record.Name) ? FormTreatment.Record : FormTreatment.Administrative };
    }

    private static async Task<FormContext> OfAgencyAsync(ServerHost host, string code, int? year, CancellationToken ct)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var agency = await scope.ServiceProvider.GetRequiredService<QmsDb>().Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Code == code, ct)
            ?? throw new CannotRunException($"Không có cơ quan \"{code}\".", $"There is no agency \"{code}\".");
        return await scope.ServiceProvider.GetRequiredService<FormContexts>().OfAgencyAsync(agency.Id, year, null, ct);
    }

    private static async Task PrintAsync(List<CheckedFile> files, TextWriter output)
    {
        foreach (var file in files)
        {
            if (file.Error is not null) await output.WriteLineAsync($"{file.File}: {file.Error}");
            foreach (var finding in file.Findings)
            {
                await output.WriteLineAsync($"{file.File}: {Name(finding.Severity)} {finding.Rule} {finding.Place}");
                await output.WriteLineAsync($"  {finding.Found}; yêu cầu: {finding.Required} [{FactSources.Say(finding.Article, Vietnamese)}]{(finding.Fix is null ? "" : $" – sửa được: {finding.Fix.Description}")}");
            }
        }

        var all = files.SelectMany(file => file.Findings).ToList();
        int Count(FormSeverity severity) => all.Count(finding => finding.Severity == severity);
        await output.WriteLineAsync($"{files.Count} tệp, {Count(FormSeverity.Error)} lỗi, {Count(FormSeverity.Warning)} cảnh báo, {Count(FormSeverity.Hint)} gợi ý ({files.Count} files, {Count(FormSeverity.Error)} errors, {Count(FormSeverity.Warning)} warnings, {Count(FormSeverity.Hint)} hints)");
    }

    private static string Name(FormSeverity severity) => severity switch
    {
        FormSeverity.Error => "lỗi",
        FormSeverity.Warning => "cảnh báo",
        _ => "gợi ý",
    };
}
