using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Downloads: the registers as a spreadsheet and as PDF, in the columns of the decree.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegisters(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/registers", () => Results.Redirect("/registers/outgoing")).RequireAuthorization();
        endpoints.MapGet("/registers/{which}/xlsx", XlsxAsync).RequireAuthorization();
        endpoints.MapGet("/registers/{which}/pdf", PdfAsync).RequireAuthorization();
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
            var docx = drafting.Fill(template, sheet.ToTemplate().ToJsonString(DocumentDrafting.Json), new DocumentStamp("", null, sheet.Year, null, null));
            return Results.File(await renderer.RenderAsync(docx, ct), "application/pdf", $"{RegisterSheets.FileName(which)}-{sheet.Year}.pdf");
        }
        catch (Exception failure) when (failure is PdfRenderException or StepFailedException)
        {
            return Results.Content(failure.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> CopyAsync(Guid id, CopyQueries copies, FileStore files, CancellationToken ct) =>
        await copies.FileAsync(id, ct) is { } file ? Results.Stream(files.Open(file), file.ContentType, file.FileName) : Results.NotFound();
}
