using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// The agency's own wording of its documents (the cycle's <c>wording</c>, by kind), together with what every document shares: agency names,
/// place, căn cứ from the register, recipients and the expected signature block.
/// </summary>
internal sealed class Wording(QmsDb db)
{
    /// <exception cref="StepFailedException">The wording of this kind is missing from the cycle.</exception>
    public async Task<DocumentFrame> FrameAsync(DocumentSubject subject, string kind, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == subject.AgencyId, ct);
        var cycle = await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == subject.CycleId, ct);
        if ((JsonNode.Parse(cycle.Wording) as JsonObject)?[kind] is not JsonObject wording)
        {
            throw new StepFailedException($"Chu trình {cycle.Year} chưa có lời văn cho loại văn bản \"{kind}\". Hãy bổ sung trong phần thiết lập chu trình.");
        }

        var bases = await db.LegalBases.AsNoTracking().ToDictionaryAsync(b => b.Code, b => b.Citation, ct);
        var data = new JsonObject
        {
            ["superior"] = NameLines.Of(agency.SuperiorName.ToUpper(CultureInfo.InvariantCulture), NameLines.Heading),
            ["agency"] = NameLines.Of(agency.Name.ToUpper(CultureInfo.InvariantCulture), NameLines.Heading),
            ["agencyName"] = agency.Name,
            ["place"] = agency.PlaceName,
            ["year"] = cycle.Year,
            ["draftMonth"] = wording["draftMonth"]?.DeepClone(),
            ["kindName"] = DocumentKindInfo.Find(kind)!.Heading,
            ["title"] = Text(wording, "title"),
            ["bases"] = Bases(wording, bases),
            ["recipients"] = wording["recipients"]?.DeepClone() ?? new JsonArray(),
            ["signatureLines"] = wording["signatureLines"]?.DeepClone() ?? new JsonArray(agency.HeadTitle.ToUpper(CultureInfo.InvariantCulture)),
            ["expectedSigner"] = wording["signer"]?.DeepClone() ?? "",
        };
        return new DocumentFrame(agency, cycle, wording, data);
    }

    /// <summary>
    /// Căn cứ by their codes in the register; a text that is no code stands as it is. Each ends with a semicolon; the last one with a full stop
    /// (NĐ 30/2020, Phụ lục I, II.6a), but where the proposer stands below and ends the list.
    /// </summary>
    private static JsonArray Bases(JsonObject wording, Dictionary<string, string> register)
    {
        var texts = (wording["bases"] as JsonArray ?? []).Select(node => node!.GetValue<string>())
            .Select(code => register.TryGetValue(code, out var citation) ? citation : code).Select(text => text.TrimEnd(' ', ';', '.')).ToList();
        var end = Text(wording, "proposer").Length > 0 ? ";" : ".";
        return new JsonArray([.. texts.Select((text, index) => (JsonNode)(text + (index < texts.Count - 1 ? ";" : end)))]);
    }

    public static string Text(JsonObject wording, string name) => wording[name]?.GetValue<string>() ?? "";
}

/// <summary>What the builders of single kinds start from.</summary>
internal sealed record DocumentFrame(Agency Agency, Cycle Cycle, JsonObject Wording, JsonObject Data)
{
    public DocumentDraft Draft(string title) => new(title, Data)
    {
        Recipients = [.. (Data["recipients"] as JsonArray ?? []).Select(node => node!.GetValue<string>().TrimEnd('.', ';'))],
    };

    /// <summary>Copies parts of the wording into the data as they are.</summary>
    public void Copy(params string[] names)
    {
        foreach (var name in names) Data[name] = Wording[name]?.DeepClone() ?? "";
    }

    public void CopyList(params string[] names)
    {
        foreach (var name in names) Data[name] = Wording[name]?.DeepClone() ?? new JsonArray();
    }
}
