using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Downloads: the registers as a spreadsheet and as PDF, in the columns of the decree.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegisters(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/registers", () => Results.Redirect("/registers/outgoing")).RequireAuthorization();
        endpoints.MapGet("/registers/{which}/xlsx", XlsxAsync).RequireAuthorization();
        endpoints.MapGet("/registers/{which}/pdf", PdfAsync).RequireAuthorization();
        endpoints.MapGet("/registers/metadata", PeriodAsync).RequireAuthorization();
        endpoints.MapGet("/registers/metadata/{id:guid}", OneAsync).RequireAuthorization();
        endpoints.MapGet("/registers/dossiers/{id:guid}/metadata", DossierAsync).RequireAuthorization();
        endpoints.MapGet("/registers/copies/{id:guid}/docx", CopyAsync).RequireAuthorization();
    }

    private static async Task<IResult> XlsxAsync(string which, int? year, string? series, string? q, string? view, RegisterSheets sheets, CurrentActor current, CancellationToken ct) =>
        await sheets.FindAsync(which, year, series, q, view, current.Required, ct) is { } sheet
            ? Results.File(RegisterXlsx.Write(sheet), RegisterXlsx.ContentType, $"{RegisterSheets.FileName(which)}-{sheet.Year}.xlsx")
            : Results.NotFound();

    private static async Task<IResult> PdfAsync(
        string which, int? year, string? series, string? q, string? view, RegisterSheets sheets, DocumentDrafting drafting, PdfRenderer renderer, CurrentActor current, CancellationToken ct)
    {
        if (RegisterSheets.TemplateOf(which) is not { } template || await sheets.FindAsync(which, year, series, q, view, current.Required, ct) is not { } sheet) return Results.NotFound();

        try
        {
            var docx = await drafting.FillAsync(current.Required.AgencyId, template, sheet.ToTemplate().ToJsonString(DocumentDrafting.Json), new DocumentStamp("", null, sheet.Year, null, null), ct);
            return Results.File(await renderer.RenderAsync(docx, ct), "application/pdf", $"{RegisterSheets.FileName(which)}-{sheet.Year}.pdf");
        }
        catch (Exception failure) when (failure is PdfRenderException or StepFailedException)
        {
            return Results.Content(failure.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> CopyAsync(Guid id, CopyQueries copies, FileStore files, CancellationToken ct) =>
        await copies.FileAsync(id, ct) is { } file ? Results.Stream(files.Open(file), file.ContentType, file.FileName) : Results.NotFound();

    private static async Task<IResult> PeriodAsync(string? from, string? to, MetadataExport export, CurrentActor current, CancellationToken ct) =>
        FormDate.Read(from) is { } first && FormDate.Read(to) is { } last && first <= last
            ? await ZipAsync(new MetadataScope.Between(first, last), $"van-ban-{FormDate.Write(first)}-{FormDate.Write(last)}", export, current, ct)
            : Results.BadRequest();

    private static Task<IResult> DossierAsync(Guid id, MetadataExport export, CurrentActor current, CancellationToken ct) => ZipAsync(new MetadataScope.OfDossier(id), "ho-so", export, current, ct);

    private static Task<IResult> OneAsync(Guid id, MetadataExport export, CurrentActor current, CancellationToken ct) =>
        ExportAsync(new MetadataScope.One(id), result => Results.File(MetadataExport.Xml(result), "application/xml", "metadata.xml"), export, current, ct);

    private static Task<IResult> ZipAsync(MetadataScope scope, string name, MetadataExport export, CurrentActor current, CancellationToken ct) =>
        ExportAsync(scope, result => Results.File(MetadataExport.Zip(result), "application/zip", $"{name}.zip"), export, current, ct);

    private static async Task<IResult> ExportAsync(MetadataScope scope, Func<MetadataResult, IResult> answer, MetadataExport export, CurrentActor current, CancellationToken ct)
    {
        try
        {
            return await export.FindAsync(scope, current.Required.AgencyId, current.Required, ct) is { } result ? answer(result) : Results.NotFound();
        }
        catch (PdfRenderException failure)
        {
            return Results.Content(failure.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
