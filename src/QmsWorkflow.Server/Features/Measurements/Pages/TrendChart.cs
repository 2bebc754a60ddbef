using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements.Evaluating;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>A trend for the chart, and in words for those who cannot see it.</summary>
internal static class TrendChart
{
    private const int Scale = 10_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>What measure.js draws: for the eye only, the table beside it has the exact values.</summary>
    public static string Data(IReadOnlyList<TrendPoint> points, Func<TrendPoint, string> label) => JsonSerializer.Serialize(
        new
        {
            labels = points.Select(label),
            values = points.Select(point => ForEye(point.Cell.Value)),
            shown = points.Select(point => point.Cell.Shown),
            targets = points.Select(point => ForEye(point.Cell.Target?.Value)),
            targetsShown = points.Select(point => point.Cell.Target?.ToString() ?? ""),
            outcomes = points.Select(point => point.Cell.Outcome.ToString()),
            says = points.Select(point => MeasureText.Of(point.Cell.Outcome)),
            unit = points.Count > 0 ? points[0].Cell.Unit : Target.Percent,
            valueName = MeasureText.Of("Result"),
            targetName = MeasureText.Of("Target"),
        },
        Json);

    /// <summary>"Tháng 1/2024: 97,20%, Không đạt; …".</summary>
    public static string Alt(IReadOnlyList<TrendPoint> points, Func<TrendPoint, string> label) =>
        string.Join("; ", points.Select(point => $"{label(point)}: {(point.Cell.Value is null ? "" : $"{point.Cell.Shown}, ")}{MeasureText.Of(point.Cell.Outcome)}"));

    // Four decimals: whole numbers divide exactly, whatever their size.
    private static double? ForEye(Fraction? value) => value is { } exact ? (double)(exact.Numerator * Scale / exact.Denominator) / Scale : null;
}
