using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>The scorecard as a spreadsheet: value, counts and verdict of each cell, and by which indicator it was counted.</summary>
internal static class ScorecardFile
{
    private const int NameWidth = 32;
    private const int CellWidth = 26;

    public static byte[] Write(ScorecardView view, string agency) => SheetXlsx.Write(new SpreadsheetTable
    {
        Name = "Ket-qua",
        Head = [(agency, true), (MeasureText.Of("ScorecardOf", view.Cycle.Year), true), .. Windows(view).Select(line => (line, false))],
        Headings =
        [
            [MeasureText.Of("Unit"), .. view.Objectives.Select(objective => ResultHtml.Numbered(objective.Number, objective.Statement))],
            [MeasureText.Of("Target"), .. view.Objectives.Select(objective => ResultHtml.TargetOr(objective.Target))],
            [MeasureText.Of("Indicator"), .. view.Objectives.Select(objective => string.Join("; ", objective.Indicators))],
        ],
        Widths = [NameWidth, .. view.Objectives.Select(_ => CellWidth)],
        Rows = [.. view.Rows.Select(row => (IReadOnlyList<string>)[row.Name, .. row.Cells.Select(cell => Text(cell, view.Choice.ShowsBoth))])],
    });

    private static IEnumerable<string> Windows(ScorecardView view)
    {
        CutOff[] shown = view.Choice.ShowsBoth ? [CutOff.Calendar, CutOff.Fifteenth] : [view.Choice.CutOff];
        return shown.Select(cutOff =>
        {
            var (from, to) = view.Choice.Period.Window(cutOff);
            return $"{MeasureText.Of(view.Choice.Period)}, {MeasureText.Of(cutOff)}: {MeasureText.Of("FromTo", FormDate.Say(from), FormDate.Say(to))}";
        });
    }

    private static string Text(ScorecardCell cell, bool showsBoth) => showsBoth
        ? $"{MeasureText.Of("Window_Calendar")}: {Text(cell.Result)}\n{MeasureText.Of("Window_Fifteenth")}: {Text(cell.Other)}"
        : Text(cell.Result);

    private static string Text(ScoreCell? cell)
    {
        string[] parts = [cell?.Shown ?? "", ResultHtml.Counts(cell) is { Length: > 0 } counts ? $"({counts})" : "", MeasureText.Of(cell?.Outcome ?? ResultOutcome.NoData)];
        var text = string.Join(' ', parts.Where(part => part.Length > 0));
        return cell is { RoundingMisleads: true } ? $"{text} – {cell.Verdict}" : text;
    }
}
