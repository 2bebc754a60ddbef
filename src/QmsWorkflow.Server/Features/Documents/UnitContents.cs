using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A unit's objectives and the plan to reach them (S-012…S-016, S-153).</summary>
internal sealed class UnitObjectivesContent(QmsDb db, Wording wording, UnitObjectiveTexts texts) : IDocumentContent
{
    public string Kind => "unit-objectives";

    public async Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct)
    {
        var frame = await wording.FrameAsync(subject, Kind, ct);
        var unit = await texts.UnitAsync(subject, ct);
        var objectives = await texts.ObjectivesAsync(subject, ct);
        var ids = objectives.Select(o => o.Id).ToList();
        var actions = await db.ObjectiveActions.AsNoTracking().Where(a => ids.Contains(a.ObjectiveId)).ToListAsync(ct);
        var title = $"Mục tiêu chất lượng năm {frame.Cycle.Year} của {unit.Name}";
        frame.Data["kindName"] = $"MỤC TIÊU CHẤT LƯỢNG NĂM {frame.Cycle.Year}";
        frame.Data["title"] = unit.Name;
        frame.Data["superior"] = NameLines.Of(frame.Agency.Name.ToUpper(CultureInfo.InvariantCulture), NameLines.Heading);
        frame.Data["agency"] = NameLines.Of(unit.Name.ToUpper(CultureInfo.InvariantCulture), NameLines.Heading);
        frame.Data["intro"] = Wording.Text(frame.Wording, "intro").Replace("{unit}", unit.Name, StringComparison.Ordinal);
        frame.Data["closing"] = Wording.Text(frame.Wording, "closing").Replace("{unit}", unit.Name, StringComparison.Ordinal);
        frame.Data["objectives"] = new JsonArray([.. objectives.Select((objective, index) => new JsonObject
        {
            ["ordinal"] = Ordinal(index), ["statement"] = objective.Statement.ReplaceLineEndings(" "), ["target"] = UnitObjectiveTexts.Target(objective),
            ["monitoring"] = texts.Monitoring(objective),
        })]);
        frame.Data["actions"] = new JsonArray([.. objectives.SelectMany(objective => actions.Where(a => a.ObjectiveId == objective.Id).OrderBy(a => a.Ordinal))
            .Select((action, index) => new JsonObject
            {
                ["ordinal"] = Ordinal(index), ["content"] = action.Content, ["lead"] = action.Lead, ["cooperation"] = action.Cooperation, ["timing"] = action.Timing,
            })]);
        return frame.Draft(title);
    }

    private static string Ordinal(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The sheet for the unit's wall (S-079).</summary>
internal sealed class PostingSheetContent(Wording wording, UnitObjectiveTexts texts, VerificationQr codes, IUnitResultsAddress results) : IDocumentContent
{
    public string Kind => "posting-sheet";

    public async Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct)
    {
        var frame = await wording.FrameAsync(subject, "unit-objectives", ct);
        var unit = await texts.UnitAsync(subject, ct);
        var objectives = await texts.ObjectivesAsync(subject, ct);
        var year = frame.Cycle.Year;
        frame.Data["unit"] = unit.Name.ToUpper(CultureInfo.InvariantCulture);
        frame.Data["title"] = $"MỤC TIÊU CHẤT LƯỢNG NĂM {year}";
        frame.Data["reference"] = $"({frame.Cycle.StandardEdition})";
        frame.Data["period"] = $"từ ngày 01/01/{year} đến ngày 31/12/{year}";
        frame.Data["place"] = $"phòng làm việc của {unit.Name}";
        frame.Data["note"] = Wording.Text(frame.Wording, "postingNote");
        frame.Data["objectives"] = new JsonArray([.. objectives.Select((objective, index) => new JsonObject
        {
            ["ordinal"] = (index + 1).ToString(CultureInfo.InvariantCulture), ["statement"] = objective.Statement.ReplaceLineEndings(" "), ["target"] = UnitObjectiveTexts.Target(objective),
        })]);
        frame.Data["qr"] = "";
        frame.Data["resultsQr"] = codes.PictureOf(await results.PathAsync(subject.AgencyId, subject.CycleId, unit.Id, ct));
        return frame.Draft($"Phiếu niêm yết mục tiêu chất lượng năm {year} của {unit.Name}");
    }
}

/// <summary>What both unit documents say of an objective.</summary>
internal sealed class UnitObjectiveTexts(QmsDb db)
{
    private readonly Dictionary<Guid, string> names = [];

    public async Task<Unit> UnitAsync(DocumentSubject subject, CancellationToken ct) =>
        await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == subject.UnitId, ct)
            ?? throw new StepFailedException("Không rõ đơn vị của văn bản này.");

    public async Task<List<Objective>> ObjectivesAsync(DocumentSubject subject, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == subject.CycleId && o.UnitId == subject.UnitId).OrderBy(o => o.Ordinal).ToListAsync(ct);
        var monitors = objectives.Select(o => o.MonitorId).OfType<Guid>().Distinct().ToList();
        foreach (var person in await db.People.AsNoTracking().Where(p => monitors.Contains(p.Id)).ToListAsync(ct)) names[person.Id] = person.FullName;
        return objectives;
    }

    public string Monitoring(Objective objective)
    {
        var who = objective.MonitorId is { } id && names.TryGetValue(id, out var name) ? name : objective.Responsible;
        return objective.ReportPeriod.Length > 0 ? $"{who}; {objective.ReportPeriod}" : who;
    }

    /// <summary>The target in words: comparator and value, or the criteria of a qualitative objective.</summary>
    public static string Target(Objective objective) => objective is { Comparator: { } comparator, TargetValue: { } value }
        ? $"{(comparator == "=" ? "" : comparator + " ")}{value.ToString("0.##", CultureInfo.GetCultureInfo("vi-VN"))}{(objective.TargetUnit == "%" ? "" : " ")}{objective.TargetUnit}"
        : objective.Criteria;
}
