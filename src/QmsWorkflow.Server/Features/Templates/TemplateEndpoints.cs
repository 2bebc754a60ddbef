using System.Text;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>Downloads of templates: the file to edit, its sample filled in as Word or PDF, and what its data are.</summary>
internal static class TemplateEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var versions = endpoints.MapGroup("/templates/{process}/{name}").RequireAuthorization();
        versions.MapGet("/{version:int}/docx", WordAsync);
        versions.MapGet("/{version:int}/sample.docx", (string process, string name, int version, TemplateQueries queries, TemplateCheck check, CancellationToken ct) =>
            SampleAsync(process, name, version, queries, check, null, ct));
        versions.MapGet("/{version:int}/sample.pdf", (string process, string name, int version, TemplateQueries queries, TemplateCheck check, PdfRenderer renderer, CancellationToken ct) =>
            SampleAsync(process, name, version, queries, check, renderer, ct));
        versions.MapGet("/schema.json", (string process, string name, TemplateFolder shipped) =>
            DocumentKindInfo.OfTemplate($"{process}/{name}") is not null && shipped.SchemaText($"{process}/{name}") is { } text
                ? Results.File(Encoding.UTF8.GetBytes(text), "application/json", $"{name}.schema.json")
                : Results.NotFound());
    }

    private static async Task<IResult> WordAsync(string process, string name, int version, TemplateQueries queries, CancellationToken ct) =>
        await queries.FileAsync($"{process}/{name}", version, ct) is { } content ? Results.File(content, DocumentDrafting.WordType, $"{process}-{name}-v{version}.docx") : Results.NotFound();

    /// <param name="renderer">Makes the PDF; null for Word.</param>
    private static async Task<IResult> SampleAsync(string process, string name, int version, TemplateQueries queries, TemplateCheck check, PdfRenderer? renderer, CancellationToken ct)
    {
        if (await queries.FileAsync($"{process}/{name}", version, ct) is not { } content) return Results.NotFound();

        try
        {
            var filled = check.FillSample($"{process}/{name}", content);
            return renderer is null
                ? Results.File(filled, DocumentDrafting.WordType, $"{process}-{name}-v{version}-sample.docx")
                : Results.File(await renderer.RenderAsync(filled, ct), "application/pdf");
        }
        catch (DocxException broken)
        {
            return Results.Content(broken.Message, "text/plain; charset=utf-8", Encoding.UTF8, StatusCodes.Status422UnprocessableEntity);
        }
        catch (PdfRenderException failure)
        {
            return Results.Content(failure.Message, "text/plain; charset=utf-8", Encoding.UTF8, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
