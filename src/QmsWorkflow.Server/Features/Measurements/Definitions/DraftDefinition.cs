using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>Writes a new version of how an indicator is counted, or a new indicator. It counts nothing until somebody else approves it.</summary>
internal sealed class DraftDefinition(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    /// <value>Words that stand for something else in the addresses of indicators: "/measure/indicators/new".</value>
    private static readonly string[] Reserved = ["new"];

    public async Task<(Outcome Outcome, string? Code)> ExecuteAsync(string json, Actor actor, CancellationToken ct)
    {
        if (!DefinitionRights.MayWrite(actor)) return (DefinitionRights.WriteRefusal, null);

        var parsed = IndicatorDefinition.Parse(json);
        if (!parsed.IsOk) return (Refusal(parsed.Problems), null);

        var definition = parsed.Value;
        if (Reserved.Contains(definition.Code, StringComparer.Ordinal)) return (Refusal([ReservedCode(definition.Code)]), null);

        var outcome = await transactor.RunAsync(
            async () =>
            {
                var versions = await db.Indicators.Where(i => i.Code == definition.Code).OrderBy(i => i.Version).ToListAsync(ct);
                var draft = versions.Find(i => i.State == IndicatorState.Draft);
                var before = draft?.Definition;
                if (draft is null)
                {
                    draft = New(definition, versions.Count == 0 ? 1 : versions[^1].Version + 1, actor);
                    db.Indicators.Add(draft);
                }

                Write(draft, definition);
                (draft.MadeBy, draft.MadeAt) = (actor.PersonId, clock.GetUtcNow());
                trail.Record(actor, "indicator.drafted", "indicator", definition.Code, string.Create(CultureInfo.InvariantCulture, $"Soạn chỉ số {definition.Code} phiên bản {draft.Version}"), before is null ? null : new { Definition = before }, new { draft.Definition });
                return Outcome.Success;
            },
            ct);
        return (outcome, definition.Code);
    }

    /// <summary>Throws a draft away; approved versions stay.</summary>
    public Task<Outcome> DiscardAsync(Guid id, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!DefinitionRights.MayWrite(actor)) return DefinitionRights.WriteRefusal;
            var draft = await db.Indicators.SingleOrDefaultAsync(i => i.Id == id && i.State == IndicatorState.Draft, ct);
            if (draft is null) return Outcome.Refuse("QMS305");

            db.Indicators.Remove(draft);
            trail.Record(actor, "indicator.discarded", "indicator", draft.Code, string.Create(CultureInfo.InvariantCulture, $"Bỏ bản soạn chỉ số {draft.Code} phiên bản {draft.Version}"), new { draft.Definition });
            return Outcome.Success;
        },
        ct);

    private static DefinitionProblem ReservedCode(string code) => new(
        "$.code", $"Mã “{code}” là từ dành riêng cho địa chỉ của trang soạn chỉ số mới; hãy đặt mã khác, ví dụ {code}-1.", $"The code “{code}” is a word that the address of the page for new indicators needs; choose another, for example {code}-1.");

    private static Outcome.Refused Refusal(IEnumerable<DefinitionProblem> problems)
    {
        var isEnglish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return new Outcome.Refused("QMS758", ErrorText.Of("QMS758")) { Fields = [.. problems.Select(problem => new FieldProblem("Json", $"{problem.Path}: {(isEnglish ? problem.MessageEn : problem.MessageVi)}"))] };
    }

    private Indicator New(IndicatorDefinition definition, int version, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = actor.AgencyId,
        Code = definition.Code,
        Version = version,
        Family = "",
        Name = "",
        Reads = "",
        Definition = "{}",
        State = IndicatorState.Draft,
        MadeAt = clock.GetUtcNow(),
    };

    private static void Write(Indicator row, IndicatorDefinition definition) =>
        (row.Family, row.Name, row.Reads, row.Definition) = (definition.Family, definition.Name, definition.Reads.ToString().ToLowerInvariant(), definition.ToJson());
}
