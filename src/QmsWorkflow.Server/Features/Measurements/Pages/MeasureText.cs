using System.Globalization;
using System.Resources;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>Names the texts of the pages of results (MeasureText.resx, MeasureText.en.resx).</summary>
internal sealed class MeasureText
{
    private static readonly ResourceManager Texts = new(typeof(MeasureText));

    public static string Of(string key, params object[] args) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, args);

    /// <summary>"Đạt", "Không đạt", "Không phát sinh", "Chưa có số liệu".</summary>
    public static string Of(ResultOutcome outcome) => Of($"Outcome_{outcome}");

    public static string Of(CutOff cutOff) => Of($"CutOff_{cutOff}");

    /// <summary>"Quý I/2024", as the reader's language has it.</summary>
    public static string Of(ReportPeriod period) => Of($"Period_{period.Kind}", period.Number, period.Year, QuarterOf(period));

    /// <summary>"Tháng 3", where the year is said already.</summary>
    public static string Label(ReportPeriod period) => period.Kind is ReportKind.Month or ReportKind.Quarter ? Of($"Label_{period.Kind}", period.Number, period.Year, QuarterOf(period)) : Of(period);

    private static string QuarterOf(ReportPeriod period) => period.Kind == ReportKind.Quarter ? Of($"Quarter_{period.Number}") : "";
}
