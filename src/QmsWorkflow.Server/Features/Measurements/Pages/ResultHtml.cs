using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using QmsWorkflow.Server.Features.Measurements.Evaluating;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>Results as markup. A scorecard has thousands of cells: they are written as text, not as components.</summary>
internal static class ResultHtml
{
    private const int ShortLength = 48;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>The light: icon (from the style sheet), word and colour say the same.</summary>
    public static MarkupString Light(ResultOutcome outcome) => new(LightText(outcome));

    public static string LightText(ResultOutcome outcome) => $"<b class=\"light light-{outcome}\">{Encode(MeasureText.Of(outcome))}</b>";

    /// <summary>What stands before each cell on a phone; said once per column, for there may be thousands of cells.</summary>
    public static MarkupString Labels(ScorecardView view) => new(
        $"<style>@media (max-width:767.98px){{{string.Concat(view.Objectives.Select((objective, index) => $".scorecard td:nth-of-type({index + 1})::before{{content:\"{CssText(Numbered(objective.Number, Short(objective.Statement)))}\"}}"))}}}</style>");

    /// <summary>A statement for a heading: whole words, "…" when cut.</summary>
    public static string Short(string statement)
    {
        var text = statement.ReplaceLineEndings(" ").Trim();
        if (text.Length <= ShortLength) return text;

        var end = text.LastIndexOf(' ', ShortLength);
        return $"{text[..(end > 0 ? end : ShortLength)].TrimEnd(',', ';', ' ')}…";
    }

    /// <summary>"1. Statement": a bare number gets its full stop.</summary>
    public static string Numbered(string number, string statement) => $"{(number.Length > 0 && char.IsAsciiDigit(number[^1]) ? $"{number}." : number)} {statement.ReplaceLineEndings(" ").Trim()}".Trim();

    /// <summary>A target in words; where each unit or field has its own, this.</summary>
    public static string TargetOr(string wording) => wording.Length > 0 ? wording : MeasureText.Of("TargetElsewhere");

    /// <summary>"1.234": a count as people write it in the reader's language.</summary>
    public static string Count(decimal? count) => count?.ToString("#,0.######", CultureInfo.CurrentCulture) ?? "";

    public static string Whole(System.Numerics.BigInteger number) => number.ToString("#,0", CultureInfo.CurrentCulture);

    /// <summary>"95 / 100"; empty where there are no counts.</summary>
    public static string Counts(ScoreCell? cell) => cell is { Numerator: { } above, Denominator: { } below } ? $"{Count(above)} / {Count(below)}" : "";

    /// <summary>The body of the scorecard.</summary>
    public static MarkupString Body(ScorecardView view)
    {
        var lights = Enum.GetValues<ResultOutcome>().ToDictionary(outcome => outcome, LightText);
        var target = Encode(MeasureText.Of("TargetOf"));
        var (both, calendar, fifteenth) = (view.Choice.ShowsBoth, Encode(MeasureText.Of("Window_Calendar")), Encode(MeasureText.Of("Window_Fifteenth")));
        var html = new StringBuilder(view.Rows.Count * view.Objectives.Count * 224);
        foreach (var row in view.Rows)
        {
            html.Append(row.UnitId is null ? "<tr class=\"scorecard-agency\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
            if (row.UnitId is { } unit) html.Append(CultureInfo.InvariantCulture, $"<a href=\"/measure/units/{unit}?{Encode(Addresses.Of(view))}\">{Encode(row.Name)}</a>");
            else html.Append(Encode(row.Name));
            html.Append("</th>");
            for (var index = 0; index < row.Cells.Count; index++)
            {
                var cell = row.Cells[index];
                html.Append("<td><div>");
                if (both) html.Append("<small>").Append(calendar).Append("</small> ");
                Value(cell.Result, view.Objectives[index], row.UnitId);
                if (both)
                {
                    html.Append("<hr><small>").Append(fifteenth).Append("</small> ");
                    Value(cell.Other, view.Objectives[index], row.UnitId);
                }

                html.Append("</div></td>");
            }

            html.Append("</tr>");
        }

        return new MarkupString(html.ToString());

        void Value(ScoreCell? cell, ScoredObjective objective, Guid? unit)
        {
            var light = lights[cell?.Outcome ?? ResultOutcome.NoData];
            if (cell is null)
            {
                html.Append(light);
                return;
            }

            html.Append("<a href=\"/measure/objectives/").Append(objective.Id).Append('?').Append(Encode(Addresses.Of(view, unit))).Append("\">");
            if (cell.Value is not null) html.Append(Encode(cell.Shown)).Append(' ');
            html.Append(light).Append("</a>");
            if (cell.Target is { } own && own.ToVietnamese() != objective.Target) html.Append("<small>").Append(target).Append(' ').Append(Encode(own.ToString())).Append("</small>");
            if (cell.RoundingMisleads) html.Append("<small class=\"misleads\">").Append(Encode(cell.Verdict)).Append("</small>");
        }
    }

    /// <summary>Whatever is not a letter, a digit, a blank or plain punctuation is written by its number: it can end neither the string nor the element.</summary>
    private static string CssText(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '-' or '…' or '%' ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\{rune.Value:x6}")));
}

/// <summary>The part of addresses that keeps the choice of period and window from page to page.</summary>
internal static class Addresses
{
    public static string Of(MeasureChoice choice, Guid? cycle = null, Guid? unit = null) =>
        string.Concat(cycle is { } c ? $"cycle={c}&" : "", unit is { } u ? $"unit={u}&" : "", $"period={choice.Code}", choice.Windows == MeasureChoice.AllWindows[0] ? "" : $"&cutoff={choice.Windows}");

    public static string Of(ScorecardView view) => Of(view.Choice, view.Cycle.Id);

    public static string Of(ScorecardView view, Guid? unit) => Of(view.Choice, unit: unit);
}
