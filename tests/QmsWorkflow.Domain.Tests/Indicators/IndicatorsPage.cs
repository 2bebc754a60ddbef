using System.Globalization;
using System.Text;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Sources;

namespace QmsWorkflow.Domain.Tests.Indicators;

/// <summary>docs/reference/indicators.md, made from the shipped data.</summary>
internal static class IndicatorsPage
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    private const string Head = """
        # Chỉ số – Indicators

        How every value of an objective is counted. This page is made from the program's data (`Domain/Data/indicators.json`, `figures.json`) by `QMS_UPDATE_DOCS=1`; a test checks that it is current.
        How to bring figures in: [import-figures.md](../how-to/import-figures.md).

        ## Rules

        - An indicator is a numerator and a denominator, counted over rows of one kind: cases (hồ sơ), monthly tables (figures) or confirmed entries.
        - Counts are whole numbers, values exact fractions. Rounding is for display only: 23 749 of 25 000 shows as 95,00% and does **not** meet "≥ 95%"; the page then says "94,996% hiển thị 95,00% nhưng KHÔNG đạt".
        - A zero denominator means *không phát sinh* (nothing happened), which is neither met nor missed. No figures at all means *chưa có số liệu*.
        - A percentage is the quotient times 100. An indicator with another `unit` is the quotient itself.
        - Parts (months, units) make a whole by one of four kinds: `SumOfCounts` adds numerators and denominators, then divides; `AverageOfPeriods` is the mean of the periods' exact values, periods where nothing happened left out; `LastValue` is the last period that has a value; `WorstUnit` is the unit farthest from its target on the wrong side (the lowest for ≥ and >, the highest for ≤ and <, the farthest for =). A definition says which is usual (`aggregation`); an objective may choose another.
        - The current approved version of a definition counts. An agency changes a definition by a new version with test cases of its own, approved by a second person; older versions stay with their results. The form for it (`/measure/indicators`, *Soạn phiên bản mới*) reads formulas aloud while they are typed and counts the test cases before anything is saved.

        ## Formulas

        ```text
        formula   = [ "-" ] term { ( "+" | "-" ) term }
        term      = "count(" condition ")"                          cases
                  | "sum(" column [ "where" condition ] ")"         cases: payments, payments_online
                  | "sum(" column ")"                               figures: all months of the period; entries: numerator, denominator
                  | "first(" column ")" | "last(" column ")"        figures: the first, the last month of the period
                  | whole number
        condition = flag | text = 'value' | text in ('value', …) | "not" … | … "and" … | … "or" … | ( … )
        text      = field | procedure_code
        ```

        `not` binds most, then `and`, then `or`. A quote within a value is doubled: `'it''s'`. A mistake is shown with its place and how to mend it: "Ký tự 7: không hiểu “completd”; sửa thành “completed”".

        ## Flags of cases

        Every flag is yes or no for a case and a period [`from`, `to`], both days included. Instants are the agency's wall clock. With the cut-off of NĐ 09/2019/NĐ-CP Điều 12.4 a month goes from the 15th of the month before to the 14th.


        """;

    private const string Deadlines = """

        Whether a case is early, on time or late follows from its due time (`NgayHenTra`). Where a register has none, the due time is computed from the handling time by the agency's working calendar: the day of receipt is not counted (BLDS 2015 Điều 147.2); a term in days ends with its last day, or with the next working day when that day is off (Điều 148.4, 148.5); 8 hours of work make a day, counted in office hours (07:00–11:30, 13:30–17:00 unless set otherwise). The time in which the citizen supplements the case does not count: days after the day the supplement was asked for, up to and with the day it came in; hours exactly.

        ## Columns of monthly tables

        `first(…)` and `last(…)` are for columns that must not be added up: what is carried forward into the period and what is pending at its end. Agencies may import other columns; names have small letters, digits and `_`.


        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        page.Append("| Flag | Meaning | Nghĩa |\n|---|---|---|\n");
        foreach (var flag in Enum.GetValues<CaseFlag>()) { page.Append($"| `{CaseFlags.NameOf(flag)}` | {flag.MeaningEn()} | {flag.MeaningVi()} |\n"); }
        page.Append(Deadlines).Append("| Column | Meaning | Nghĩa |\n|---|---|---|\n");
        foreach (var column in FigureColumns.Shipped) { page.Append($"| `{column.Code}` | {column.NameEn} | {column.NameVi} |\n"); }
        page.Append("\nEvery row of a monthly table is checked, as far as it has the columns:\n\n| Rule | What must hold | Source |\n|---|---|---|\n");
        foreach (var rule in FigureRules.Shipped) { page.Append($"| `{rule.Code}` | `{rule.Sentence}`<br>{rule.SentenceVi} | {rule.Source} |\n"); }
        foreach (var (reads, heading) in new[] { (IndicatorReads.Cases, "Indicators over cases"), (IndicatorReads.Figures, "Indicators over monthly tables"), (IndicatorReads.Entries, "Indicators over confirmed entries") })
        {
            page.Append($"\n## {heading}\n\n| Code | Name | Numerator / denominator | Variant | Source | Beware |\n|---|---|---|---|---|---|\n");
            foreach (var shipped in ShippedIndicators.All.Where(definition => definition.Reads == reads)) { page.Append(Row(shipped)); }
        }

        page.Append("\nThe decisions, the plan and the objectives named as sources are the real documents that the sample agencies are made of: [samples.md](samples.md).\n");
        return page.ToString();
    }

    private static string Row(IndicatorDefinition shipped) =>
        $"| `{shipped.Code}` | {shipped.Name}<br>{shipped.NameEn} | `{shipped.Numerator}`<br>/ `{shipped.Denominator}` | {shipped.Variant} | {FactSources.Say(shipped.Source, Vietnamese)} | {shipped.Note} |\n";
}
