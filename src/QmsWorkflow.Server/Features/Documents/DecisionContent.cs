using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// Quyết định with the objectives attached. The wording's <c>appendix.layout</c> says how: <c>list</c> (S-024, S-060), <c>units</c> with a target
/// for each unit and a plan for each objective (S-124, S-153), or <c>groups</c> (S-180).
/// </summary>
internal sealed class DecisionContent(QmsDb db, Wording wording) : IDocumentContent
{
    public string Kind => "decision";

    public async Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct)
    {
        var frame = await wording.FrameAsync(subject, Kind, ct);
        frame.Data["authority"] = frame.Wording["authority"]?.DeepClone() ?? NameLines.Of(frame.Agency.AuthorityLine, 50);
        frame.Copy("proposer");
        frame.CopyList("articles");
        var appendix = (JsonObject)(frame.Wording["appendix"]?.DeepClone() ?? new JsonObject());
        foreach (var list in (string[])["intro", "closing"]) appendix[list] ??= new JsonArray();
        foreach (var text in (string[])["label", "heading", "attached", "by"]) appendix[text] ??= "";
        appendix["ownHeader"] ??= false;
        var objectives = await AgencyObjectives.LoadAsync(db, subject, ct);
        var template = await LayAsync(appendix, objectives, ct);
        frame.Data["appendix"] = appendix;
        return frame.Draft(Wording.Text(frame.Wording, "title")) with { Template = template };
    }

    /// <returns>The template of the layout; null for the usual one.</returns>
    private async Task<string?> LayAsync(JsonObject appendix, List<Objective> objectives, CancellationToken ct)
    {
        switch (Wording.Text(appendix, "layout"))
        {
            case "" or "list":
                appendix["items"] = new JsonArray([.. objectives.Select(Item)]);
                return null;
            case "units":
                await ByUnitsAsync(appendix, objectives, ct);
                return "agency-objectives/quyet-dinh-bang";
            case "groups":
                appendix["signed"] ??= false;
                appendix["groups"] = Groups(objectives, TargetWords.Of(appendix, "targetWords"));
                return "agency-objectives/quyet-dinh-nhom";
            case var layout:
                throw new StepFailedException($"Bố cục phụ lục \"{layout}\" của quyết định không có. Được dùng: list, units, groups.");
        }
    }

    /// <summary>The statement's first paragraph stands behind its number, the others below.</summary>
    private static JsonObject Item(Objective objective)
    {
        var paragraphs = objective.Statement.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new JsonObject
        {
            ["number"] = objective.Number,
            ["text"] = paragraphs[0],
            ["paragraphs"] = new JsonArray([.. paragraphs.Skip(1).Select(paragraph => (JsonNode)paragraph)]),
        };
    }

    private async Task ByUnitsAsync(JsonObject appendix, List<Objective> objectives, CancellationToken ct)
    {
        foreach (var text in (string[])["motto", "tableHeading", "planHeading"]) appendix[text] ??= "";
        foreach (var list in (string[])["lead", "notes"]) appendix[list] ??= new JsonArray();
        var ids = objectives.Select(o => o.Id).ToList();
        var targets = await db.ObjectiveTargets.AsNoTracking().Where(t => ids.Contains(t.ObjectiveId))
            .Join(db.Units, t => t.UnitId, u => u.Id, (t, u) => new { t.ObjectiveId, t.Comparator, t.TargetValue, u.Name, u.SortOrder })
            .OrderBy(t => t.SortOrder).ToListAsync(ct);
        var actions = await db.ObjectiveActions.AsNoTracking().Where(a => ids.Contains(a.ObjectiveId)).OrderBy(a => a.Ordinal).ToListAsync(ct);
        var (words, unitWords) = (TargetWords.Of(appendix, "targetWords"), TargetWords.Of(appendix, "unitTargetWords"));

        appendix["objectives"] = new JsonArray([.. objectives.Select((objective, index) => Row(index, objective,
            [.. targets.Where(t => t.ObjectiveId == objective.Id).Select(t => (unitWords.Say(t.Comparator, t.TargetValue, objective.TargetUnit), t.Name))]))]);
        appendix["plans"] = new JsonArray([.. objectives.Select((objective, index) => Plan(index, objective)).Where(plan => ((JsonArray)plan["actions"]!).Count > 0)]);

        JsonObject Row(int index, Objective objective, List<(string Target, string Unit)> lines)
        {
            if (lines.Count == 0) lines.Add((words.Say(objective), objective.Responsible));
            return new JsonObject
            {
                ["ordinal"] = Ordinal(index),
                ["statement"] = objective.Statement.ReplaceLineEndings(" "),
                ["target"] = lines[0].Target,
                ["unit"] = lines[0].Unit,
                ["method"] = objective.Method,
                ["measures"] = objective.Measures,
                ["others"] = new JsonArray([.. lines.Skip(1).Select(line => new JsonObject { ["target"] = line.Target, ["unit"] = line.Unit })]),
            };
        }

        JsonObject Plan(int index, Objective objective) => new()
        {
            ["heading"] = PlanHeading(appendix, objective, Ordinal(index), words),
            ["actions"] = new JsonArray([.. actions.Where(a => a.ObjectiveId == objective.Id).Select((action, number) => new JsonObject
            {
                ["ordinal"] = Ordinal(number), ["content"] = action.Content, ["lead"] = action.Lead, ["cooperation"] = action.Cooperation, ["timing"] = action.Timing,
            })]),
        };
    }

    /// <summary>The target in a heading comes from the register, so that it cannot differ from the one in the table (S-173).</summary>
    private static string PlanHeading(JsonObject appendix, Objective objective, string ordinal, TargetWords words)
    {
        var pattern = (appendix["planTitles"] as JsonObject)?[objective.Number]?.GetValue<string>() ?? "Mục tiêu chất lượng số {number}: {statement}.";
        var target = words.Say(objective);
        var text = pattern.Replace("{number}", objective.Number, StringComparison.Ordinal)
            .Replace("{statement}", objective.Statement.ReplaceLineEndings(" ").TrimEnd('.'), StringComparison.Ordinal)
            .Replace("{target}", target.Length > 0 ? char.ToLower(target[0], CultureInfo.InvariantCulture) + target[1..] : "", StringComparison.Ordinal);
        return $"{ordinal}. {text}";
    }

    /// <summary>Neighbours of the same group stand below its name.</summary>
    private static JsonArray Groups(List<Objective> objectives, TargetWords words)
    {
        var groups = new JsonArray();
        foreach (var (index, objective) in objectives.Index())
        {
            if (index == 0 || objectives[index - 1].GroupName != objective.GroupName) groups.Add(new JsonObject { ["name"] = $"{objective.GroupName}:", ["items"] = new JsonArray() });
            ((JsonArray)groups[^1]!["items"]!).Add(new JsonObject
            {
                ["ordinal"] = Ordinal(index),
                ["statement"] = objective.Statement.ReplaceLineEndings(" "),
                ["target"] = words.Say(objective),
                ["measures"] = objective.Measures,
                ["timing"] = objective.ReportPeriod,
            });
        }

        return groups;
    }

    private static string Ordinal(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>How an agency writes comparators: <c>"≥": "Đạt {0} trở lên"</c>.</summary>
internal sealed class TargetWords
{
    private readonly Dictionary<string, string> patterns = new(StringComparer.Ordinal)
    {
        ["="] = "{0}",
        ["≥"] = "{0} trở lên",
        [">"] = "trên {0}",
        ["≤"] = "không quá {0}",
        ["<"] = "dưới {0}",
    };

    /// <summary>The usual words, and those the agency's wording sets in their place.</summary>
    public static TargetWords Of(JsonObject wording, string name)
    {
        var words = new TargetWords();
        foreach (var (comparator, pattern) in wording[name] as JsonObject ?? []) words.patterns[comparator] = pattern!.GetValue<string>();
        return words;
    }

    public string Say(Objective objective) =>
        objective is { Comparator: { } comparator, TargetValue: { } value } ? Say(comparator, value, objective.TargetUnit) : objective.Criteria;

    public string Say(string comparator, decimal value, string unit)
    {
        var number = $"{value.ToString("0.##", CultureInfo.GetCultureInfo("vi-VN"))}{(unit is "%" or "" ? "" : " ")}{unit}";
        return patterns[comparator].Replace("{0}", number, StringComparison.Ordinal);
    }
}
