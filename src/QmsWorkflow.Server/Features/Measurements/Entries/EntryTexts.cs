using System.Globalization;
using Microsoft.Extensions.Localization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>Entries in the reader's language.</summary>
internal static class EntryTexts
{
    private static readonly string[] Quarters = ["I", "II", "III", "IV"];

    public static string Period(IStringLocalizer<EntriesText> texts, ReportPeriod period) => texts[$"Kind_{period.Kind}", period.Kind == ReportKind.Quarter ? Quarters[period.Number - 1] : period.Number, period.Year];

    /// <summary>"48/50 = 96,00%", "Đạt tiêu chí", "Không phát sinh".</summary>
    public static string Value(IStringLocalizer<EntriesText> texts, EntryLine line) => line.Row switch
    {
        { IsFulfilled: true } => texts["Fulfilled"],
        { IsFulfilled: false } => texts["NotFulfilled"],
        { Denominator: 0 } => texts["NotArisen"],
        var row when line.Rate is { } rate => string.Create(CultureInfo.InvariantCulture, $"{row.Numerator}/{row.Denominator} = {rate}"),
        var row => string.Create(CultureInfo.InvariantCulture, $"{row.Numerator}/{row.Denominator}"),
    };
}
