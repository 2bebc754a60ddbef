using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>Checks that an objective is specific, measurable, has a level and a time, a monitor, a plan and a source (S-014…S-016, S-069).</summary>
public static partial class SmartCheck
{
    private const int FewestWords = 4;
    private static readonly Fraction Hundred = new(100, 1);

    /// <summary>Everything found, errors first.</summary>
    public static ImmutableArray<ObjectiveFinding> Check(ObjectiveDraft draft) =>
    [
        .. Specific(draft)
            .Concat(Measurable(draft))
            .Concat(draft.Targets.SelectMany((line, i) => Level(draft, line, i)))
            .Concat(Wording(draft))
            .Concat(OfKind(draft))
            .Concat(TimeBound(draft))
            .Concat(Responsible(draft))
            .Concat(Aligned(draft))
            .OrderByDescending(finding => finding.Severity),
    ];

    /// <summary>Whether nothing stops the approval.</summary>
    public static bool Passes(ObjectiveDraft draft) => Check(draft).All(finding => finding.Severity != FindingSeverity.Error);

    private static IEnumerable<ObjectiveFinding> Specific(ObjectiveDraft draft)
    {
        var words = draft.Statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            yield return Error("smart.specific", "statement", "Chưa có nội dung mục tiêu.", "S-014");
            yield break;
        }

        if (words.Length < FewestWords)
        {
            yield return Warning("smart.specific", "statement", "Nội dung mục tiêu quá ngắn; cần nêu rõ việc gì, của ai, trong phạm vi nào.", "S-014");
        }

        if (draft.Kind != ObjectiveKind.Qualitative && draft.Targets.IsEmpty && Vague().IsMatch(draft.Statement))
        {
            yield return Warning("smart.vague", "statement", "Mục tiêu mới nêu ý chí (nâng cao, tăng cường, tiếp tục…), chưa nêu mức cụ thể.", "S-014");
        }

        foreach (Match match in Year().Matches(draft.Statement))
        {
            var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
            if (year != draft.CycleYear)
            {
                yield return Warning("smart.year", "statement", $"Mục tiêu ghi năm {Text(year)} trong khi chu kỳ là năm {Text(draft.CycleYear)}.", "S-039");
            }
        }
    }

    private static IEnumerable<ObjectiveFinding> Measurable(ObjectiveDraft draft)
    {
        if (draft.Kind == ObjectiveKind.Qualitative)
        {
            if (draft.Criteria.All(string.IsNullOrWhiteSpace))
            {
                yield return Error("smart.measurable", "criteria", "Mục tiêu định tính cần tiêu chí hoặc bằng chứng để đánh giá.", "S-014, S-025");
            }

            yield break;
        }

        if (draft.Targets.IsEmpty) { yield return Error("smart.measurable", "targets", "Mục tiêu chưa có chỉ tiêu để đo lường.", "S-014; ISO 9001 6.2.1"); }
        if (IsBlank(draft.Method)) { yield return Warning("smart.method", "method", "Chưa nêu phương pháp tính kết quả thực hiện.", "S-069, S-124"); }
        if (IsBlank(draft.DataSource)) { yield return Warning("smart.source", "source", "Chưa nêu nguồn số liệu.", "S-069, S-138"); }
    }

    private static IEnumerable<ObjectiveFinding> Level(ObjectiveDraft draft, TargetLine line, int index)
    {
        var field = $"targets[{Text(index)}]";
        if (line.Target is not { } target)
        {
            yield return Error("smart.level", field, $"Chỉ tiêu “{line.Name}” chưa có mức phải đạt.", "S-014");
            yield break;
        }

        if (!line.IsConfirmed)
        {
            yield return Error("smart.comparator", $"{field}.comparator", $"Chỉ tiêu “{line.Name}” ({target.ValueText}): cần xác nhận là đúng bằng, từ mức này trở lên hay trên mức này.", "S-195");
        }

        if (target.IsPercent && IsBeyondHundred(target))
        {
            yield return Error("smart.unattainable", $"{field}.value", $"Chỉ tiêu “{line.Name}” ({target}) vượt quá 100%, không thể đạt.", "S-014");
        }

        if (draft.IsSatisfaction && target.IsPercent && !target.Comparator.IsUpperBound() && target.Value.CompareTo(Hundred) == 0)
        {
            yield return Warning("smart.feasible", $"{field}.value", "Mục tiêu 100% hài lòng: chỉ cần một phiếu không hài lòng trong năm là không đạt.", "S-193");
        }

        if (draft.ParentTarget is { } parent && draft.Kind != ObjectiveKind.Nested && TargetComparison.IsWeaker(target, parent) is { IsWeaker: true } verdict)
        {
            yield return Warning("smart.weaker", $"{field}.value", verdict.ExplanationVi, "S-013");
        }
    }

    // The words of the objective and of what explains it are printed in the decision: they must not say another comparison than the target.
    private static IEnumerable<ObjectiveFinding> Wording(ObjectiveDraft draft)
    {
        Target[] targets = [.. draft.Targets.Select(line => line.Target).OfType<Target>()];
        (string Field, string? Text)[] texts = [("statement", draft.Statement), ("method", draft.Method), .. draft.Criteria.Select(text => ("criteria", (string?)text))];
        foreach (var (field, text) in texts.Where(said => !IsBlank(said.Text)))
        {
            if (ComparatorClaims.Conflict(text!, targets) is var (claim, target))
            {
                yield return Warning("smart.wording", field, $"“{claim.Words}” nghĩa là {claim.Comparator!.Value.Symbol()}, còn chỉ tiêu là {target} (“{target.ToVietnamese()}”); cần viết thống nhất.", "S-173, S-195");
            }
        }

        var said = ComparatorClaims.In(draft.Statement);
        if (draft.Kind is ObjectiveKind.Percent or ObjectiveKind.Nested && said.Count > 0 && targets is [{ IsPercent: true } only] && said.All(claim => claim.Value.CompareTo(only.Value) != 0))
        {
            yield return Warning("smart.wording", "statement", $"Nội dung ghi “{said[0].Words}” còn chỉ tiêu là {only}; cần viết thống nhất.", "S-173, S-195");
        }
    }

    private static IEnumerable<ObjectiveFinding> OfKind(ObjectiveDraft draft)
    {
        switch (draft.Kind)
        {
            case ObjectiveKind.Composite when draft.Targets.Length == 1:
                yield return Warning("smart.composite", "targets", "Mục tiêu nhiều chỉ tiêu mới có một chỉ tiêu.", "S-028");
                break;
            case ObjectiveKind.PerUnit or ObjectiveKind.PerField:
                var what = draft.Kind == ObjectiveKind.PerUnit ? "đơn vị" : "lĩnh vực";
                foreach (var name in draft.Targets.GroupBy(line => line.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
                {
                    yield return Error("smart.duplicate", "targets", $"Có hai chỉ tiêu cho cùng {what} “{name.Key}”.", "S-125, S-140");
                }

                if (draft.Targets.Any(line => IsBlank(line.Name)))
                {
                    yield return Error("smart.unnamed", "targets", $"Mỗi chỉ tiêu phải ghi rõ {what}.", "S-125, S-140");
                }

                break;
            case ObjectiveKind.Nested when IsBlank(draft.Parent):
                yield return Error("smart.nested", "parent", "Chỉ tiêu “trong đó” phải thuộc một chỉ tiêu khác.", "S-030");
                break;
            case ObjectiveKind.Percent when draft.Targets.Any(line => line.Target is { IsPercent: false }):
                yield return Error("smart.percent", "targets", "Mục tiêu tỷ lệ phải có chỉ tiêu tính bằng %.", "S-196");
                break;
        }
    }

    private static IEnumerable<ObjectiveFinding> TimeBound(ObjectiveDraft draft)
    {
        if (draft.By is not { } by)
        {
            yield return Error("smart.time", "by", "Chưa có thời hạn thực hiện.", "S-014, S-123");
        }
        else if (by.Year != draft.CycleYear)
        {
            yield return Warning("smart.time", "by", $"Thời hạn {by.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} nằm ngoài năm {Text(draft.CycleYear)}.", "S-017");
        }

        if (draft.ReportEvery is null)
        {
            yield return Warning("smart.frequency", "reportEvery", IsBlank(draft.ReportWording)
                ? "Chưa chọn kỳ báo cáo."
                : $"Kỳ báo cáo “{draft.ReportWording}” chưa nói rõ bao lâu một lần (hàng tháng, hàng quý, 6 tháng hay hàng năm).", "S-069, S-148, S-189");
        }
    }

    private static IEnumerable<ObjectiveFinding> Responsible(ObjectiveDraft draft)
    {
        if (IsBlank(draft.LeadUnit)) { yield return Warning("smart.unit", "leadUnit", "Chưa có đơn vị chủ trì.", "S-069, S-142"); }

        // Điều 2 b) of the decisions binds the units to a plan and a named person; the agency's own table names a unit that follows
        // ("CQCM, đơn vị theo dõi và báo cáo", S-124) and leaves the plan to the units.
        if (IsBlank(draft.Monitor) && (draft.IsUnitLevel || IsBlank(draft.LeadUnit)))
        {
            yield return Error("smart.monitor", "monitor", "Chưa phân công người theo dõi, đánh giá tiến độ.", "S-016");
        }

        if (draft.ActionCount < 1)
        {
            yield return draft.IsUnitLevel
                ? Error("smart.actions", "actions", "Chưa có kế hoạch thực hiện mục tiêu.", "S-015; ISO 9001 6.2.2")
                : Warning("smart.actions", "actions", "Chưa có kế hoạch thực hiện; các đơn vị sẽ lập kế hoạch của mình.", "S-015; ISO 9001 6.2.2");
        }
    }

    private static IEnumerable<ObjectiveFinding> Aligned(ObjectiveDraft draft)
    {
        if (draft is { IsUnitLevel: true, IsUnitSpecific: false } && IsBlank(draft.Parent))
        {
            yield return Error("smart.parent", "parent", "Mục tiêu của đơn vị phải gắn với mục tiêu của cơ quan hoặc ghi rõ là mục tiêu riêng của đơn vị.", "S-013");
        }

        if (!draft.IsUnitLevel && IsBlank(draft.PolicyStatement))
        {
            yield return new("smart.policy", "policy", "Chưa gắn với nội dung nào của chính sách chất lượng.", FindingSeverity.Info, "S-111; ISO 9001 6.2.1");
        }
    }

    private static bool IsBeyondHundred(Target target) => target.Comparator switch
    {
        Comparator.Equal or Comparator.AtLeast => target.Value > Hundred,
        Comparator.MoreThan => target.Value >= Hundred,
        _ => false,
    };

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ObjectiveFinding Error(string code, string field, string message, string source) =>
        new(code, field, message, FindingSeverity.Error, source);

    private static ObjectiveFinding Warning(string code, string field, string message, string source) =>
        new(code, field, message, FindingSeverity.Warning, source);

    [GeneratedRegex(@"\b(nâng cao|tăng cường|tiếp tục|thường xuyên|phấn đấu|cải tiến|đẩy mạnh)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Vague();

    [GeneratedRegex(@"\bnăm\s+(?<y>20[0-9]{2})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Year();
}
