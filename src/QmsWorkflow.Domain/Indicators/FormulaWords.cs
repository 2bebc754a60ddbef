using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>A formula read aloud, so that its writer sees what it counts.</summary>
public static class FormulaWords
{
    /// <summary>"số hồ sơ [giải quyết xong trong kỳ] trừ số hồ sơ […]".</summary>
    public static string MeaningVi(this Formula formula, IndicatorReads reads) => Say(formula, reads, isEnglish: false);

    /// <summary>"the number of cases [finished on a day of [from, to]]".</summary>
    public static string MeaningEn(this Formula formula, IndicatorReads reads) => Say(formula, reads, isEnglish: true);

    /// <summary>In English where the culture is English, in Vietnamese in every other.</summary>
    public static string Meaning(this Formula formula, IndicatorReads reads, CultureInfo culture) => Say(formula, reads, culture.TwoLetterISOLanguageName == "en");

    private static string Say(Formula formula, IndicatorReads reads, bool isEnglish)
    {
        var minus = isEnglish ? "minus " : "trừ ";
        var plus = isEnglish ? "plus " : "cộng ";
        return string.Join(", ", formula.Terms.Select((term, at) => (term.Sign < 0 ? minus : at == 0 ? "" : plus) + Say(term.Operand, reads, isEnglish)));
    }

    private static string Say(Operand operand, IndicatorReads reads, bool isEnglish) => operand switch
    {
        Operand.Constant constant => constant.Value.ToString(CultureInfo.InvariantCulture),
        Operand.Count count => isEnglish ? $"the number of cases [{Say(count.Where, true)}]" : $"số hồ sơ [{Say(count.Where, false)}]",
        Operand.Sum sum => Say(sum, reads, isEnglish),
        Operand.First first => isEnglish ? $"“{NameOf(first.Column, true)}” of the first month" : $"“{NameOf(first.Column, false)}” của tháng đầu kỳ",
        Operand.Last last => isEnglish ? $"“{NameOf(last.Column, true)}” of the last month" : $"“{NameOf(last.Column, false)}” của tháng cuối kỳ",
        _ => throw new UnreachableException(),
    };

    private static string Say(Operand.Sum sum, IndicatorReads reads, bool isEnglish) => (reads, isEnglish) switch
    {
        (IndicatorReads.Entries, false) => sum.Column == "numerator" ? "số đạt đã nhập" : "tổng số đã nhập",
        (IndicatorReads.Entries, true) => sum.Column == "numerator" ? "the entered numerators" : "the entered denominators",
        (IndicatorReads.Figures, false) => $"“{NameOf(sum.Column, false)}” cộng các tháng trong kỳ",
        (IndicatorReads.Figures, true) => $"“{NameOf(sum.Column, true)}” over the months of the period",
        (_, false) => $"số {NameOf(sum.Column, false)} của {(sum.Where is { } where ? $"hồ sơ [{Say(where, false)}]" : "mọi hồ sơ")}",
        (_, true) => $"the {NameOf(sum.Column, true)} of {(sum.Where is { } where ? $"cases [{Say(where, true)}]" : "all cases")}",
    };

    private static string Say(Condition condition, bool isEnglish) => condition switch
    {
        Condition.Flag flag => isEnglish ? flag.Name.MeaningEn() : flag.Name.MeaningVi(),
        Condition.Equal equal => $"{NameOf(equal.Column, isEnglish)} = “{equal.Value}”",
        Condition.In any => $"{NameOf(any.Column, isEnglish)} ∈ {string.Join(", ", any.Values.Select(value => $"“{value}”"))}",
        Condition.Not not => $"{(isEnglish ? "not" : "không phải")} ({Say(not.Inner, isEnglish)})",
        Condition.And and => $"{Part(and.Left, isEnglish)} {(isEnglish ? "and" : "và")} {Part(and.Right, isEnglish)}",
        Condition.Or or => $"{Part(or.Left, isEnglish)} {(isEnglish ? "or" : "hoặc")} {Part(or.Right, isEnglish)}",
        _ => throw new UnreachableException(),
    };

    // The words of a flag may hold commas of their own.
    private static string Part(Condition condition, bool isEnglish) => condition is Condition.Not ? Say(condition, isEnglish) : $"({Say(condition, isEnglish)})";

    private static string NameOf(string column, bool isEnglish) => FigureColumns.Shipped.FirstOrDefault(shipped => shipped.Code == column) is { } known ? (isEnglish ? known.NameEn : known.NameVi) : column;

    private static string NameOf(CaseColumn column, bool isEnglish) => (column, isEnglish) switch
    {
        (CaseColumn.Field, false) => "lĩnh vực",
        (CaseColumn.Field, true) => "field",
        (_, false) => "mã thủ tục",
        (_, true) => "procedure code",
    };
}
