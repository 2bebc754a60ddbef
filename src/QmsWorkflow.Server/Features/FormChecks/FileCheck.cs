using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Antiforgery;
using QmsWorkflow.Documents;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.FormChecks;

/// <summary>A file that somebody brought to be checked; it is not kept.</summary>
/// <param name="Content">Null when none was chosen, or it is refused.</param>
internal sealed record FileToCheck(byte[]? Content, string Name, int? Year, bool IsRecord)
{
    /// <summary>Why the file was not read: too large, or no Word file.</summary>
    public string? Refusal { get; init; }

    public static async Task<FileToCheck> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        int? year = int.TryParse(form["Year"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 2000 and <= 2100 ? number : null;
        var isRecord = form["Record"] == "true";
        if (form.Files["File"] is { Length: > 0 } file)
        {
            var (content, refusal) = Uploads.Word(file);
            return new FileToCheck(content, Path.GetFileName(file.FileName), year, isRecord) { Refusal = refusal };
        }

        var carried = form["Content"].ToString();
        var buffer = new byte[carried.Length];
        return Convert.TryFromBase64String(carried, buffer, out var length) && length > 0
            ? new FileToCheck(buffer[..length], Path.GetFileName(form["Name"].ToString()), year, isRecord)
            : new FileToCheck(null, "", year, isRecord);
    }
}

/// <summary>Checks any Word file, and mends it, without keeping it.</summary>
internal sealed class FileCheck(FormContexts contexts)
{
    /// <summary>Smaller files go to the page and back, so that nobody need choose them twice.</summary>
    public const int MostCarried = 2_500_000;

    private static readonly ResourceManager Texts = new(typeof(FormChecksText));

    public async Task<(Outcome Outcome, FormReport? Report)> RunAsync(FileToCheck file, Guid agencyId, CancellationToken ct)
    {
        if (file.Content is not { } content) return (NeedFile(file), null);

        try
        {
            return (Outcome.Success, FormCheck.Run(content, await ContextAsync(file, agencyId, ct)));
        }
        catch (DocxException refused)
        {
            return (Outcome.Refuse("QMS462", refused.Message), null);
        }
    }

    /// <param name="findingIds">The findings to mend; null mends all.</param>
    public async Task<(Outcome Outcome, byte[]? Docx)> FixAsync(FileToCheck file, IReadOnlyList<string>? findingIds, Guid agencyId, CancellationToken ct)
    {
        if (file.Content is not { } content) return (NeedFile(file), null);

        try
        {
            var context = await ContextAsync(file, agencyId, ct);
            return (Outcome.Success, findingIds is null ? FormFix.ApplyAll(content, context) : FormFix.Apply(content, findingIds, context));
        }
        catch (DocxException refused)
        {
            return (Outcome.Refuse("QMS462", refused.Message), null);
        }
    }

    private async Task<FormContext> ContextAsync(FileToCheck file, Guid agencyId, CancellationToken ct) =>
        await contexts.OfAgencyAsync(agencyId, file.Year, null, ct) with { Treatment = file.IsRecord ? FormTreatment.Record : FormTreatment.Administrative };

    private static Outcome NeedFile(FileToCheck file) => file.Refusal is { } refusal ? Outcome.Refuse("QMS462", refusal) : (Outcome.Refused)Outcome.Refuse("QMS412") with
    {
        Fields = [new FieldProblem("check-file", string.Format(CultureInfo.CurrentCulture, Texts.GetString("NeedFile", CultureInfo.CurrentUICulture)!, Uploads.MostMegabytes))],
    };
}

/// <summary>Hands the mended file back.</summary>
internal static class FileCheckEndpoints
{
    public static void MapFormChecks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/check/fixed", FixedAsync).RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<IResult> FixedAsync(HttpRequest request, FileCheck check, CurrentActor current, CancellationToken ct)
    {
        var file = await FileToCheck.ReadAsync(request, ct);
        var form = await request.ReadFormAsync(ct);
        var (outcome, docx) = await check.FixAsync(file, form["All"] == "true" ? null : [.. form["Finding"].OfType<string>()], current.Required.AgencyId, ct);
        return docx is not null
            ? Results.File(docx, DocumentDrafting.WordType, $"{Path.GetFileNameWithoutExtension(file.Name)}-da-sua.docx")
            : Results.Content(((Outcome.Refused)outcome).Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}
