using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>How a column of a test case's rows is filled in.</summary>
public enum RowKind { Count, Moment, Month, Channel, YesNo, Answer, Text }

/// <summary>A column of a test case's rows; the key is its name in the definition's JSON.</summary>
/// <param name="IsNeeded">Whether a row without it means nothing.</param>
public sealed record RowColumn(string Key, RowKind Kind, bool IsNeeded = false);

/// <summary>The columns of test rows that matter for what is counted: a form with all of them would hide the few that count.</summary>
internal static class RowColumns
{
    private static readonly RowColumn[] OfCases =
    [
        new("received", RowKind.Moment, IsNeeded: true), new("due", RowKind.Moment), new("finished", RowKind.Moment), new("channel", RowKind.Channel),
        new("field", RowKind.Text), new("procedure", RowKind.Text), new("whole", RowKind.YesNo), new("fee", RowKind.YesNo), new("payments", RowKind.Count),
        new("paymentsOnline", RowKind.Count), new("dossierDigitised", RowKind.YesNo), new("resultDigitised", RowKind.YesNo), new("rejected", RowKind.YesNo),
        new("satisfied", RowKind.Answer), new("times", RowKind.Count),
    ];

    private static readonly string[] AlwaysOfCases = ["received", "due", "finished", "times"];

    /// <summary>How a column of these rows is read.</summary>
    public static RowColumn Of(IndicatorReads reads, string key) => reads switch
    {
        IndicatorReads.Cases => OfCases.FirstOrDefault(column => column.Key == key) ?? new RowColumn(key, RowKind.Text),
        IndicatorReads.Figures when key == "month" => new RowColumn(key, RowKind.Month, IsNeeded: true),
        IndicatorReads.Figures => new RowColumn(key, RowKind.Count),
        _ => new RowColumn(key, RowKind.Count, IsNeeded: true),
    };

    /// <summary>The columns to show: what the formulas ask for, and what is filled in already.</summary>
    public static IReadOnlyList<RowColumn> Shown(IndicatorReads reads, IEnumerable<Formula> formulas, IReadOnlyCollection<string> filled)
    {
        var asked = FormulaInputs.Of(formulas);
        return reads switch
        {
            IndicatorReads.Cases => [.. OfCases.Where(column => AlwaysOfCases.Contains(column.Key) || filled.Contains(column.Key) || IsAsked(column.Key, asked))],
            IndicatorReads.Figures => [Of(reads, "month"), .. asked.Sums.Union(filled.Where(FigureColumns.IsName)).Where(key => key != "month").Select(key => Of(reads, key))],
            _ => [.. EntryColumns.All.Select(key => Of(reads, key))],
        };
    }

    private static bool IsAsked(string key, FormulaInputs asked) => key switch
    {
        "channel" => asked.Flags.Contains(CaseFlag.Online) || asked.Flags.Contains(CaseFlag.ByPost),
        "field" => asked.Columns.Contains(CaseColumn.Field),
        "procedure" => asked.Columns.Contains(CaseColumn.ProcedureCode),
        "whole" => asked.Flags.Contains(CaseFlag.Whole),
        "fee" => asked.Flags.Contains(CaseFlag.HasFee),
        "payments" => asked.Sums.Contains("payments"),
        "paymentsOnline" => asked.Sums.Contains("payments_online") || asked.Flags.Contains(CaseFlag.PaidOnline),
        "dossierDigitised" => asked.Flags.Contains(CaseFlag.DossierDigitised),
        "resultDigitised" => asked.Flags.Contains(CaseFlag.ResultDigitised),
        "rejected" => asked.Flags.Contains(CaseFlag.Rejected),
        "satisfied" => asked.Flags.Contains(CaseFlag.Satisfied) || asked.Flags.Contains(CaseFlag.Answered),
        _ => false,
    };
}
