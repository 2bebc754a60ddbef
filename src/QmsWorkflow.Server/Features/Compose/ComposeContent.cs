using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Puts what the agency, the signer and the decree give around what was typed.</summary>
internal sealed class ComposeContent(QmsDb db, TemplateFolder shipped, SignatureBlocks blocks, ActorFactory actors, TimeProvider clock)
{
    public DateOnly Today => Web.VietnamTime.DateOf(clock.GetUtcNow());

    /// <summary>What a new document starts with: one empty item in lists that need one, the agency's authority, where it is filed.</summary>
    public async Task<JsonObject> StartAsync(DocumentKindInfo info, SchemaNode root, Actor actor, CancellationToken ct)
    {
        var data = (JsonObject)ComposeList.Empty(root);
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == actor.AgencyId, ct);
        if (root.Properties.ContainsKey("year")) data["year"] = Today.Year.ToString(CultureInfo.InvariantCulture);
        if (root.Properties.ContainsKey("authority")) data["authority"] = agency.AuthorityLine;
        if (!root.Properties.ContainsKey("recipients")) return data;

        // "Lưu: VT" and the drafting unit come last (NĐ 30/2020, Phụ lục I, II.9b).
        var unit = await db.Units.Where(u => u.Id == actor.UnitId).Select(u => u.Code).SingleOrDefaultAsync(ct);
        var filed = unit is null or "LD" ? "Lưu: VT." : $"Lưu: VT, {unit}.";
        data["recipients"] = info.IsNumbered ? new JsonArray("", filed) : new JsonArray();
        return data;
    }

    /// <summary>Leaves out items in which nothing was typed.</summary>
    public static void Prune(JsonNode? data)
    {
        if (data is JsonObject group)
        {
            foreach (var (_, value) in group) Prune(value);
        }
        else if (data is JsonArray items)
        {
            foreach (var item in items) Prune(item);
            for (var index = items.Count - 1; index >= 0; index--)
            {
                if (IsEmpty(items[index])) items.RemoveAt(index);
            }
        }
    }

    /// <returns>The data of the template, and what is wrong with the choice of the signer.</returns>
    public async Task<(JsonObject Content, FieldProblem? Problem)> BuildAsync(DocumentKindInfo info, SchemaNode root, JsonObject typed, Guid? signerId, Committee? committee, Actor actor, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == actor.AgencyId, ct);
        var content = (JsonObject)typed.DeepClone();
        Number(root, content);
        IssuerHeading.Write(content, agency, committee);
        content["issuePlace"] = agency.PlaceName;
        content["kindName"] = info.IsNumbered ? info.Heading : shipped.Sample(info.Template)["kindName"]?.DeepClone() ?? info.Heading;
        Punctuate(content, "bases", content["proposer"]?.ToString() is { Length: > 0 } ? ";" : ".");
        Punctuate(content, "recipients", ".");
        foreach (var name in root.Order.Where(name => root.Properties[name].Format == TextFormat.Image)) content[name] ??= "";
        var (lines, office, signer, problem) = await SignatureAsync(agency, info, signerId, committee, ct);
        content["signatureLines"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]);
        content["signerOffice"] = office;
        content["expectedSigner"] = signer;
        return (content, problem);
    }

    /// <summary>The block that the chosen signer's office prints (Điều 13); without a choice that of the head.</summary>
    private async Task<(IReadOnlyList<string> Lines, string Office, string Name, FieldProblem? Problem)> SignatureAsync(
        Agency agency, DocumentKindInfo info, Guid? signerId, Committee? committee, CancellationToken ct)
    {
        if (signerId is null) return ([agency.HeadTitle.ToUpper(CultureInfo.InvariantCulture)], "", "", ComposeProblems.Of("signer", "NeedSigner"));
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == signerId && p.IsActive, ct) is not { } person) return ([], "", "", ComposeProblems.Of("signer", "NeedSigner"));

        var (block, reason) = await blocks.ForAsync(agency, "auto", info.Kind, committee?.Id, await actors.ForPersonAsync(person, "compose", ct), Today, ct);
        return block is null
            ? ([person.JobTitle.ToUpper(CultureInfo.InvariantCulture)], "", person.FullName, ComposeProblems.Of("signer", "MayNotSign", person.FullName, reason!))
            : (block.Lines, block.OtherTitle, person.FullName, null);
    }

    /// <summary>Rows are numbered by their place.</summary>
    private static void Number(SchemaNode node, JsonNode? data)
    {
        if (data is JsonObject group)
        {
            foreach (var (name, inner) in node.Properties.Where(pair => pair.Value.Type is "array" or "object")) Number(inner, group[name]);
        }
        else if (data is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (items[index] is JsonObject item && node.Items!.Properties.ContainsKey("ordinal")) item["ordinal"] = (index + 1).ToString(CultureInfo.InvariantCulture);
                Number(node.Items!, items[index]);
            }
        }
    }

    /// <summary>Each line of a list ends with a semicolon, the last with the end (NĐ 30/2020, Phụ lục I, II.6a and II.9b).</summary>
    private static void Punctuate(JsonObject content, string name, string end)
    {
        if (content[name] is not JsonArray lines || lines.Any(line => line is not JsonValue)) return;

        var texts = lines.Select(line => line!.ToString().TrimEnd(' ', ';', '.', ',')).ToList();
        content[name] = new JsonArray([.. texts.Select((text, index) => (JsonNode)(text + (index < texts.Count - 1 ? ";" : end)))]);
    }

    private static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject group => group.All(pair => IsEmpty(pair.Value)),
        JsonArray items => items.Count == 0,
        JsonValue value => value.GetValueKind() switch { System.Text.Json.JsonValueKind.String => value.ToString().Length == 0, System.Text.Json.JsonValueKind.False => true, _ => false },
        _ => false,
    };
}
