using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Checks that the files of an agency agree with each other.</summary>
internal static class SampleCheck
{
    private static readonly string[] Comparators = ["=", "≥", ">", "≤", "<"];
    private static readonly string[] Kinds = ["percent", "qualitative", "composite", "nested", "per-unit", "per-field"];

    public static IEnumerable<SampleProblem> Find(SampleAgency sample) =>
        [.. Agency(sample), .. Units(sample), .. People(sample), .. Mandates(sample), .. Plan(sample), .. sample.Objectives.SelectMany((objective, index) => Objective(sample, objective, $"$[{index}]"))];

    private static IEnumerable<SampleProblem> Agency(SampleAgency sample)
    {
        if (sample.Agency.IsCollective && string.IsNullOrWhiteSpace(sample.Agency.CollectiveName)) yield return new("agency.json", "$.collectiveName", "cơ quan làm việc theo chế độ tập thể cần tên của tập thể để ghi sau chữ TM.");
    }

    private static IEnumerable<SampleProblem> Mandates(SampleAgency sample)
    {
        for (var index = 0; index < sample.Mandates.Count; index++)
        {
            var mandate = sample.Mandates[index];
            if (!sample.People.Any(person => person.UserName == mandate.Person)) yield return new("mandates.json", $"$[{index}].person", $"không có người \"{mandate.Person}\".");
            if (string.IsNullOrWhiteSpace(mandate.Source)) yield return new("mandates.json", $"$[{index}].source", "thiếu văn bản giao quyền ký.");
            foreach (var kind in (mandate.Documents ?? []).Where(kind => DocumentKindInfo.Find(kind) is null)) yield return new("mandates.json", $"$[{index}].documents", $"loại văn bản \"{kind}\" không có. Được dùng: {string.Join(", ", DocumentKindInfo.All)}.");
        }
    }

    private static IEnumerable<SampleProblem> Units(SampleAgency sample)
    {
        for (var index = 0; index < sample.Units.Count; index++)
        {
            var unit = sample.Units[index];
            if (sample.Units.Take(index).Any(u => u.Code == unit.Code)) yield return new("units.json", $"$[{index}].code", $"mã \"{unit.Code}\" bị trùng.");
            if (unit.Parent is { } parent && !IsUnit(sample, parent)) yield return new("units.json", $"$[{index}].parent", $"không có đơn vị \"{parent}\".");
        }

        if (!sample.Units.Any(unit => unit.InScope)) yield return new("units.json", "$", "chưa có đơn vị nào thuộc phạm vi áp dụng (inScope).");
    }

    private static IEnumerable<SampleProblem> People(SampleAgency sample)
    {
        for (var index = 0; index < sample.People.Count; index++)
        {
            var person = sample.People[index];
            var path = $"$[{index}]";
            if (sample.People.Take(index).Any(p => p.UserName == person.UserName)) yield return new("people.json", $"{path}.userName", $"tên đăng nhập \"{person.UserName}\" bị trùng.");
            if (person.Unit is { } unit && !IsUnit(sample, unit)) yield return new("people.json", $"{path}.unit", $"không có đơn vị \"{unit}\".");
            for (var number = 0; number < person.Roles.Count; number++)
            {
                var role = person.Roles[number];
                if (RoleName.Parse(role.Role) is null) yield return new("people.json", $"{path}.roles[{number}].role", $"vai trò \"{role.Role}\" không có. Được dùng: {string.Join(", ", RoleName.All)}.");
                if (role.Unit is { } scope && !IsUnit(sample, scope)) yield return new("people.json", $"{path}.roles[{number}].unit", $"không có đơn vị \"{scope}\".");
            }
        }
    }

    private static IEnumerable<SampleProblem> Plan(SampleAgency sample)
    {
        for (var index = 0; index < sample.Plan.Count; index++)
        {
            if (!Enum.TryParse<PlanStepKind>(sample.Plan[index].StepKind, out _)) yield return new("plan.json", $"$[{index}].stepKind", $"loại bước \"{sample.Plan[index].StepKind}\" không có. Được dùng: {string.Join(", ", Enum.GetNames<PlanStepKind>())}.");
            if (PlanTiming.Parse(sample.Plan[index].Timing).Value is null) yield return new("plan.json", $"$[{index}].timing", $"không hiểu thời gian \"{sample.Plan[index].Timing}\".");
        }
    }

    private static IEnumerable<SampleProblem> Objective(SampleAgency sample, ObjectiveFile objective, string path)
    {
        if (!Kinds.Contains(objective.Kind)) yield return new("objectives.json", $"{path}.kind", $"loại \"{objective.Kind}\" không có. Được dùng: {string.Join(", ", Kinds)}.");
        if (objective.Comparator is { } comparator && !Comparators.Contains(comparator)) yield return new("objectives.json", $"{path}.comparator", $"phép so sánh \"{comparator}\" không có. Được dùng: {string.Join(" ", Comparators)}.");
        if (objective.Target is not null && objective.Comparator is null) yield return new("objectives.json", $"{path}.comparator", "có chỉ tiêu nhưng thiếu phép so sánh.");
        foreach (var target in objective.UnitTargets ?? [])
        {
            if (!IsUnit(sample, target.Unit)) yield return new("objectives.json", $"{path}.unitTargets", $"không có đơn vị \"{target.Unit}\".");
        }

        var indicators = objective.Indicators ?? [];
        for (var index = 0; index < indicators.Count; index++)
        {
            if (ShippedIndicators.Find(indicators[index].Code) is null) yield return new("objectives.json", $"{path}.indicators[{index}].code", $"chỉ số \"{indicators[index].Code}\" không có. Được dùng: {string.Join(", ", ShippedIndicators.All.Select(shipped => shipped.Code))}.");
        }

        foreach (var problem in (objective.Parts ?? []).SelectMany((part, index) => Objective(sample, part, $"{path}.parts[{index}]"))) yield return problem;
    }

    private static bool IsUnit(SampleAgency sample, string code) => sample.Units.Any(unit => unit.Code == code);
}
