using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Exports documents with their metadata from the command line (NĐ 30/2020, Phụ lục VI).</summary>
internal static class DocumentExportVerb
{
    private static readonly VerbOption Agency = new("--agency", "CODE", "Mã cơ quan (bắt buộc khi có nhiều cơ quan)", "Code of the agency");
    private static readonly VerbOption From = new("--from", "DATE", "Từ ngày (yyyy-MM-dd)", "From this day");
    private static readonly VerbOption To = new("--to", "DATE", "Đến ngày (yyyy-MM-dd)", "Up to this day");
    private static readonly VerbOption Number = new("--number", "NUMBER", "Một văn bản, ví dụ 05/QĐ-SLĐTBXH", "One document");
    private static readonly VerbOption Dossier = new("--dossier", "NOTATION", "Một hồ sơ theo số và ký hiệu", "One hồ sơ by its notation");

    public static Verb Create(IConfiguration configuration) => new()
    {
        Name = "document export",
        Arguments = "FILE",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [Agency, From, To, Number, Dossier],
        SummaryVi = "Xuất văn bản và dữ liệu đặc tả (XML, PDF) theo NĐ 30/2020, Phụ lục VI, vào một tệp zip",
        SummaryEn = "Export documents with their metadata (XML, PDF) by NĐ 30/2020, Phụ lục VI, into a zip file",
        RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => ExportAsync(host, call, ct), ct),
    };

    private static async Task<int> ExportAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var agencyId = await UserDesk.AgencyAsync(host, call.Value(Agency.Name), ct);
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var wanted = await ScopeAsync(db, call, ct);
        var actor = Actor.System(agencyId) with { Origin = "cli" };
        var result = await scope.ServiceProvider.GetRequiredService<MetadataExport>().FindAsync(wanted, agencyId, actor, ct)
            ?? throw new CannotRunException("Không có văn bản này.", "There is no such document.");
        await File.WriteAllBytesAsync(call.Arguments[0], MetadataExport.Zip(result), ct);
        var count = result.Xml.Root!.Elements().Count(e => e.Name != "File");
        if (call.IsJson)
        {
            call.WriteJson(new { Documents = count, Files = result.Files.Count, result.Cut });
        }
        else
        {
            foreach (var text in result.Cut) await call.Output.WriteLineAsync($"Đã cắt cho vừa trường (cut to fit): {text}");
            await call.Output.WriteLineAsync($"Đã xuất {count} văn bản, {result.Files.Count} tệp vào {call.Arguments[0]}. (exported)");
        }

        return ExitCode.Ok;
    }

    private static async Task<MetadataScope> ScopeAsync(QmsDb db, Invocation call, CancellationToken ct)
    {
        if (call.Value(Number.Name) is { } name)
        {
            var issued = await db.Documents.AsNoTracking().Where(d => d.Number != null && d.State == DocumentState.Issued).OrderByDescending(d => d.IssuedOn).ToListAsync(ct);
            return issued.FirstOrDefault(d => DocumentStamp.Name(d) == name) is { } document
                ? new MetadataScope.One(document.Id)
                : throw new CannotRunException($"Không có văn bản số {name}.", $"There is no document {name}.");
        }

        if (call.Value(Dossier.Name) is { } notation)
        {
            var dossier = await db.Dossiers.AsNoTracking().Where(d => d.Notation == notation).OrderByDescending(d => d.Year).FirstOrDefaultAsync(ct);
            return dossier is null ? throw new CannotRunException($"Không có hồ sơ {notation}.", $"There is no hồ sơ {notation}.") : new MetadataScope.OfDossier(dossier.Id);
        }

        return FormDate.Read(call.Value(From.Name)) is { } from && FormDate.Read(call.Value(To.Name)) is { } to && from <= to
            ? new MetadataScope.Between(from, to)
            : throw new CannotRunException("Hãy cho --number, --dossier, hoặc --from và --to (yyyy-MM-dd).", "Give --number, --dossier, or --from and --to (yyyy-MM-dd).");
    }
}
